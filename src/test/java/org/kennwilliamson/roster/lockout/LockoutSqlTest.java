package org.kennwilliamson.roster.lockout;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.put;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Whose new password ends a lock. Each test comes from an address of its own. */
@QuarkusTest
class LockoutSqlTest extends ApiTest {

    private static final String WRONG = "a-guess-among-many-others";
    private static final String NEXT = "eleven-storks-by-the-well";

    private final String address = "2001:db8:%x:%x::1"
            .formatted(
                    ThreadLocalRandom.current().nextInt(0x10000),
                    ThreadLocalRandom.current().nextInt(0x10000));

    @Test
    void aNewPasswordOfAnAdministratorsEndsTheLock() {
        Person ada = Person.with("user");
        failFiveTimes(ada);
        assertProblem(signIn(ada, ada.password(), address), 429, "locked-out");

        put("/v1/users/{id}/password", Map.of("password", NEXT), ada.id())
                .then()
                .statusCode(204);

        signIn(ada, NEXT, address).then().statusCode(201);
        get("/v1/audit-events?action=sign-in.unlocked&entity=user:" + ada.id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].before.failures", equalTo(5));
    }

    @Test
    void aNewPasswordOfAnAdministratorsEndsTheLockOfChangingOnesOwn() {
        Person ada = Person.with("user");
        for (int i = 0; i < 5; i++) {
            changeOwn(ada, WRONG).then().statusCode(400);
        }

        put("/v1/users/{id}/password", Map.of("password", NEXT), ada.id())
                .then()
                .statusCode(204);

        changeOwn(new Person(ada.id(), ada.email(), NEXT), NEXT).then().statusCode(204);
    }

    @Test
    void aNewPasswordForgetsNobodyElsesFailures() {
        Person ada = Person.with("user");
        Person bob = Person.with("user");
        failFiveTimes(ada);

        put("/v1/users/{id}/password", Map.of("password", NEXT), bob.id())
                .then()
                .statusCode(204);

        assertProblem(signIn(ada, ada.password(), address), 429, "locked-out");
        get("/v1/audit-events?action=sign-in.unlocked&entity=user:" + bob.id())
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void onesOwnChangeOfThePasswordForgetsNoFailures() {
        Person ada = Person.with("user");
        String token = ada.signIn().path("accessToken");
        failFiveTimes(ada);

        changeOwn(token, ada.password(), NEXT).then().statusCode(204);

        assertProblem(signIn(ada, NEXT, address), 429, "locked-out");
    }

    private static Response changeOwn(Person person, String current) {
        return changeOwn(person.signIn().path("accessToken"), current, "nineteen-cranes-on-the-moor");
    }

    private static Response changeOwn(String token, String current, String next) {
        return as(token)
                .contentType("application/json")
                .body(Map.of("currentPassword", current, "password", next))
                .put("/v1/me/password");
    }

    private void failFiveTimes(Person person) {
        for (int i = 0; i < 5; i++) {
            assertProblem(signIn(person, WRONG, address), 401, "sign-in-refused");
        }
    }

    private static Response signIn(Person person, String password, String address) {
        return anonymous()
                .header("X-Forwarded-For", address)
                .contentType("application/json")
                .body(Map.of("email", person.email(), "password", password))
                .post("/v1/sessions");
    }
}
