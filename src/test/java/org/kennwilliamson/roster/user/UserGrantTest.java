package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Single roles, given to a user and taken away. */
@QuarkusTest
class UserGrantTest extends ApiTest {

    @Test
    void aRoleIsGivenAndTakenAndEachTimeTheUserHasANewTag() {
        Response user = aUser();
        String role = aRole();

        grant(user, role).then().statusCode(204).body(emptyString());
        String granted = etag(user);
        assertThatRoles(user, role);

        revoke(user, role).then().statusCode(204).body(emptyString());
        assertThatRoles(user);

        assertThat(List.of(user.header("ETag"), granted, etag(user))).doesNotHaveDuplicates();
    }

    @Test
    void givingOnceMoreChangesNothing() {
        Response user = aUser();
        grant(user, "user").then().statusCode(204);
        String before = etag(user);

        grant(user, "user").then().statusCode(204);

        assertThat(etag(user)).isEqualTo(before);
        assertThatRoles(user, "user");
    }

    @Test
    void takingWhatTheUserHasNotChangesNothing() {
        Response user = aUser();

        revoke(user, "admin").then().statusCode(204);

        assertThat(etag(user)).isEqualTo(user.header("ETag"));
    }

    @Test
    void otherRolesAndOtherUsersKeepWhatTheyHave() {
        String role = aRole();
        Response one = aUser();
        Response other = aUser();
        grant(one, "user");
        grant(one, role);
        grant(other, role);

        revoke(one, role).then().statusCode(204);

        assertThatRoles(one, "user");
        assertThatRoles(other, role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "no-uuid"})
    void nobodyCanNotBeGivenARole(String id) {
        assertProblem(given().put("/v1/users/{id}/roles/user", id), 404, "not-found");
        assertProblem(given().delete("/v1/users/{id}/roles/user", id), 404, "not-found");
    }

    @Test
    void aRoleThatDoesNotOrCanNotExistIsNotFound() {
        Response user = aUser();

        for (String name : List.of(freshRole(), "Editor", "a".repeat(64), UUID.randomUUID() + ".")) {
            assertProblem(grant(user, name), 404, "not-found");
            assertProblem(revoke(user, name), 404, "not-found");
        }
        assertThat(etag(user)).isEqualTo(user.header("ETag"));
    }

    private static Response grant(Response user, String role) {
        return given().put("/v1/users/{id}/roles/{name}", user.<String>path("id"), role);
    }

    private static Response revoke(Response user, String role) {
        return given().delete("/v1/users/{id}/roles/{name}", user.<String>path("id"), role);
    }

    private static String etag(Response user) {
        return get("/v1/users/{id}", user.<String>path("id")).header("ETag");
    }

    private static void assertThatRoles(Response user, String... names) {
        get("/v1/users/{id}/roles", user.<String>path("id"))
                .then()
                .statusCode(200)
                .body("", equalTo(List.of(names)));
    }
}
