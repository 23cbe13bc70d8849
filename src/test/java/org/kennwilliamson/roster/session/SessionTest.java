package org.kennwilliamson.roster.session;

import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.RawHttp;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class SessionTest extends ApiTest {

    @Test
    void whoSignsInGetsTokensThatNoCacheKeeps() {
        Person ada = Person.with("user");

        ada.signIn()
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("tokenType", equalTo("Bearer"))
                .body("expiresIn", equalTo(900));
    }

    @Test
    void theAccessTokenSaysWhoItIs() {
        Person ada = Person.with("user");

        ada.signedIn().get("/v1/me").then().statusCode(200).body("id", equalTo(ada.id()));
    }

    @Test
    void theAddressIsFoundInAnyCase() {
        Person ada = Person.with("user");

        new Person(ada.id(), ada.email().toUpperCase(), ada.password())
                .signIn()
                .then()
                .statusCode(201);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreToldTheSame() {
        Person ada = Person.with("user");

        String wrong = withoutRequestId(ada.signInWith("not-" + ada.password()));
        String unknown = withoutRequestId(new Person(null, Api.freshEmail(), ada.password()).signIn());

        assertThat(wrong).isEqualTo(unknown);
    }

    @Test
    void whoIsDisabledOrHasNoPasswordCannotSignIn() {
        Person ada = Person.with("user");
        Api.patch("/v1/users/{id}", "*", Map.of("active", false), ada.id())
                .then()
                .statusCode(200);
        String email = Api.freshEmail();
        Api.post("/v1/users", Map.of("email", email)).then().statusCode(201);

        assertProblem(ada.signIn(), 401, "sign-in-refused").header("WWW-Authenticate", equalTo("Bearer"));
        assertProblem(new Person(null, email, "").signIn(), 401, "sign-in-refused");
    }

    @Test
    void aRefreshGivesNewTokensOfTheSameSession() {
        JsonPath first = Person.with("user").signIn().jsonPath();

        JsonPath second = refresh(first.get("refreshToken"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();

        assertThat(second.getString("sessionId")).isEqualTo(first.getString("sessionId"));
        assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        as(second.get("accessToken")).get("/v1/me").then().statusCode(200);
        as(first.get("accessToken")).get("/v1/me").then().statusCode(200);
    }

    @Test
    void anAnswerThatGotLostIsGivenOnceMore() {
        String token = Person.with("user").signIn().path("refreshToken");

        String lost = refresh(token).path("refreshToken");
        String again = refresh(token).then().statusCode(200).extract().path("refreshToken");

        assertThat(again).isEqualTo(lost);
        refresh(again).then().statusCode(200);
    }

    @Test
    void tabsThatRefreshAtOnceAllStaySignedIn() {
        String token = Person.with("user").signIn().path("refreshToken");
        HttpRequest request = Parallel.request(
                "POST",
                "/v1/sessions/refresh",
                "{\"refreshToken\": \"%s\"}".formatted(token),
                "Content-Type",
                "application/json");

        assertThat(Parallel.statuses(Collections.nCopies(8, request))).containsOnly(200);

        String next = refresh(token).then().statusCode(200).extract().path("refreshToken");
        refresh(next).then().statusCode(200);
    }

    @Test
    void aRefreshTokenThatWasUsedBeforeEndsTheSession() {
        Person ada = Person.with("user");
        JsonPath first = ada.signIn().jsonPath();
        String second = refresh(first.get("refreshToken")).path("refreshToken");
        letTheGracePass(ada);

        assertProblem(refresh(first.get("refreshToken")), 401, "session-ended");

        assertProblem(refresh(second), 401, "session-ended");
        Ready.until(
                "the access token is refused",
                () -> as(first.get("accessToken")).get("/v1/me").statusCode() == 401);
        get("/v1/audit-events?action=session.reused&entity=session:" + first.get("sessionId"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].before.user", equalTo(ada.id()));
    }

    @Test
    void aRefreshTokenOfTwoRotationsAgoEndsTheSessionAtOnce() {
        String first = Person.with("user").signIn().path("refreshToken");
        String second = refresh(first).path("refreshToken");
        String third = refresh(second).path("refreshToken");

        assertProblem(refresh(first), 401, "session-ended");

        assertProblem(refresh(third), 401, "session-ended");
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        for (String token : List.of("", "x", "=", "A".repeat(64), "é".repeat(64))) {
            assertProblem(refresh(token), 401, "session-ended");
        }
    }

    @Test
    void onesOwnSessionsAreListedAndEnded() {
        Person ada = Person.with("user");
        JsonPath kept = ada.signIn().jsonPath();
        JsonPath other = ada.signIn().jsonPath();
        String token = kept.get("accessToken");

        as(token)
                .get("/v1/sessions")
                .then()
                .statusCode(200)
                .body("items.id", contains(kept.<String>get("sessionId"), other.<String>get("sessionId")))
                .body("items[0].address", equalTo("127.0.0.1"))
                .body("next", nullValue());
        as(token)
                .delete("/v1/sessions/{id}", other.<String>get("sessionId"))
                .then()
                .statusCode(204);

        assertProblem(refresh(other.get("refreshToken")), 401, "session-ended");
        as(token).get("/v1/sessions").then().body("items", hasSize(1));
    }

    @Test
    void anAddressThatNoOneCanHaveIsABadRequest() {
        assertInvalid(new Person(null, "a\u0000b@example.org", "x").signIn(), "email");
    }

    @Test
    void ofAUserAgentTheBeginningIsKept() {
        Person ada = Person.with("user");
        String body = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(ada.email(), ada.password());

        RawHttp answer = RawHttp.post(
                "/v1/sessions",
                "User-Agent: \u00e9\t" + "x".repeat(4_000) + "\r\nContent-Length: " + body.length(),
                body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(Stored.column("select user_agent from sessions where user_id::text = ?", ada.id()))
                .first(STRING)
                .hasSize(200)
                .endsWith("xxx")
                .doesNotContain("\t");
    }

    @Test
    void somebodyElsesSessionIsNotOnesOwnToEnd() {
        JsonPath adas = Person.with("user").signIn().jsonPath();
        Person bob = Person.with("user");

        Response refused = bob.signedIn().delete("/v1/sessions/{id}", adas.<String>get("sessionId"));

        assertProblem(refused, 403, "forbidden");
        as(adas.get("accessToken")).get("/v1/me").then().statusCode(200);
    }

    @Test
    void anAdministratorListsAndEndsAnybodysSessions() {
        Person ada = Person.with("user");
        JsonPath one = ada.signIn().jsonPath();
        ada.signIn();
        get("/v1/users/{id}/sessions?limit=1", ada.id())
                .then()
                .statusCode(200)
                .body("items.id", contains(one.<String>get("sessionId")));

        Api.delete("/v1/sessions/{id}", null, one.<String>get("sessionId"))
                .then()
                .statusCode(204);
        Api.delete("/v1/users/{id}/sessions", null, ada.id()).then().statusCode(204);

        get("/v1/users/{id}/sessions", ada.id()).then().body("items", empty());
        assertProblem(Api.delete("/v1/sessions/{id}", null, one.<String>get("sessionId")), 404, "not-found");
        assertProblem(Api.delete("/v1/users/{id}/sessions", null, one.<String>get("sessionId")), 404, "not-found");
        assertProblem(get("/v1/users/{id}/sessions", one.<String>get("sessionId")), 404, "not-found");
    }

    @Test
    void aSignInAndItsEndAreEvents() {
        Person ada = Person.with("user");
        JsonPath session = ada.signIn().jsonPath();
        as(session.get("accessToken"))
                .delete("/v1/sessions/{id}", session.<String>get("sessionId"))
                .then()
                .statusCode(204);

        get("/v1/audit-events?entity=session:" + session.get("sessionId"))
                .then()
                .body("items.action", contains("session.revoked", "session.created"))
                .body("items.actor", contains(ada.id(), ada.id()))
                .body("items[0].before.user", equalTo(ada.id()))
                .body("items[1].after.user", equalTo(ada.id()));
    }

    private static Response refresh(String token) {
        return anonymous()
                .contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/v1/sessions/refresh");
    }

    private static void letTheGracePass(Person person) {
        Stored.column(
                "update sessions set refreshed_at = refreshed_at - interval '11 seconds' where user_id::text = ?"
                        + " returning id",
                person.id());
    }

    private static String withoutRequestId(Response refused) {
        return assertProblem(refused, 401, "sign-in-refused")
                .extract()
                .asString()
                .replace(refused.header("X-Request-Id"), "");
    }
}
