package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class UserRemovalTest extends ApiTest {

    private static final String USER = "/v1/users/{id}";

    @Test
    void aUserWhoIsRemovedIsGone() {
        Response user = aUser();

        delete(USER, user.header("ETag"), id(user)).then().statusCode(204).body(emptyString());

        assertProblem(get(USER, id(user)), 404, "not-found");
        assertProblem(delete(USER, "*", id(user)), 404, "not-found");
        assertProblem(get("/v1/users/{id}/roles", id(user)), 404, "not-found");
    }

    @Test
    void theEMailIsFreeAgain() {
        Response user = aUser();
        delete(USER, "*", id(user)).then().statusCode(204);

        post("/v1/users", Map.of("email", user.path("email"))).then().statusCode(201);
    }

    @Test
    void aRoleLosesTheUserWithoutHarm() {
        String role = aRole();
        Response user = post("/v1/users", Map.of("email", freshEmail(), "roles", List.of(role)));

        delete(USER, "*", id(user)).then().statusCode(204);

        get("/v1/roles/{name}/users", role).then().statusCode(200).body("items", equalTo(List.of()));
    }

    @Test
    void aRemovalMustSayWhichVersionItIsBasedOn() {
        Response user = aUser();

        assertProblem(delete(USER, null, id(user)), 428, "precondition-required");
        assertInvalid(delete(USER, "1", id(user)), "If-Match", "header");

        get(USER, id(user)).then().statusCode(200);
    }

    @Test
    void anOlderVersionRemovesNobody() {
        Response first = aUser();
        Response second = patch(USER, "*", Map.of("active", false), id(first));

        assertProblem(delete(USER, first.header("ETag"), id(first)), 412, "stale-version");
        assertProblem(delete(USER, "W/" + first.header("ETag"), id(first)), 412, "stale-version");

        delete(USER, second.header("ETag"), id(first)).then().statusCode(204);
    }

    private static String id(Response user) {
        return user.path("id");
    }
}
