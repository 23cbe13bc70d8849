package org.kennwilliamson.roster.auth;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Token;

import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** What a token allows doesn't depend on whether it was checked a moment ago. */
@QuarkusTest
class CachedIdentityFilterTest extends ApiTest {

    @Test
    void aKnownTokenPassesHoweverItsSchemeIsWritten() {
        String token = known(Token.of("a-service", "admin"));

        anonymous()
                .header("Authorization", "bearer " + token)
                .get("/v1/users")
                .then()
                .statusCode(200);
    }

    @Test
    void aKnownTokenWithAnythingElseInItIsAnotherToken() {
        String token = known(Token.of("a-service", "admin"));
        String signature = token.substring(token.lastIndexOf('.') + 1);

        assertProblem(as(token + "A").get("/v1/users"), 401, "invalid-token");
        assertProblem(as(token.replace(signature, "A" + signature)).get("/v1/users"), 401, "invalid-token");
    }

    @Test
    void aKnownTokenWithoutTheRoleIsRefusedEachTime() {
        String token = Token.of("a-service", "user");

        assertProblem(as(token).get("/v1/users"), 403, "forbidden");
        assertProblem(as(token).get("/v1/users"), 403, "forbidden");
    }

    @Test
    void whereNoTokenIsAskedForAKnownOneIsNotLookedAt() {
        JsonPath session = Person.with("user").signIn().jsonPath();
        String second = refresh(anonymous(), session.get("refreshToken")).path("refreshToken");
        refresh(anonymous(), second).then().statusCode(200);

        Response reused = refresh(as(known(Token.of("a-service", "admin"))), session.get("refreshToken"));

        assertProblem(reused, 401, "session-ended");
        get("/v1/audit-events?action=session.reused&entity=session:" + session.get("sessionId"))
                .then()
                .body("items[0].actor", equalTo("anonymous"));
    }

    private static String known(String token) {
        as(token).get("/v1/users").then().statusCode(200);
        return token;
    }

    private static Response refresh(RequestSpecification request, String token) {
        return request.contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/v1/sessions/refresh");
    }
}
