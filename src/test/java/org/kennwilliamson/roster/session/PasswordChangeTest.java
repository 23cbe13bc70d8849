package org.kennwilliamson.roster.session;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class PasswordChangeTest extends ApiTest {

    private static final String NEXT = "eleven-storks-by-the-well";

    private Person ada;
    private String token;

    @BeforeEach
    void sheIsSignedIn() {
        ada = Person.with("user");
        token = ada.signIn().path("accessToken");
    }

    @Test
    void theNextOneTakesTheOldOnesPlaceAndEndsEverySession() {
        put(ada.password(), NEXT).then().statusCode(204);

        Ready.until("the token is refused", () -> as(token).get("/v1/me").statusCode() == 401);
        assertProblem(ada.signIn(), 401, "sign-in-refused");
        ada.signInWith(NEXT).then().statusCode(201);
        get("/v1/audit-events?action=user.password-set&entity=user:" + ada.id())
                .then()
                .body("items[0].actor", equalTo(ada.id()));
    }

    @Test
    void whoDoesNotKnowTheOldOneChangesNothingAndIsCounted() {
        assertInvalid(put("somebody-elses-guess", NEXT), "currentPassword");

        as(token).get("/v1/me").then().statusCode(200);
        ada.signIn().then().statusCode(201);
        assertThat(Stored.column(
                        "select action from audit_events where entity = ? and action = 'sign-in.refused'",
                        "user:" + ada.id()))
                .hasSize(1);
    }

    @Test
    void guessingHereLocksTheAccount() {
        for (int i = 0; i < 5; i++) {
            assertInvalid(put("somebody-elses-guess", NEXT), "currentPassword");
        }

        assertProblem(put(ada.password(), NEXT), 429, "locked-out");
    }

    @Test
    void anotherAddressBeginsNoNewCount() {
        for (int i = 0; i < 5; i++) {
            assertInvalid(put("somebody-elses-guess", NEXT), "currentPassword");
            as(token)
                    .contentType("application/merge-patch+json")
                    .body(Map.of("email", Api.freshEmail()))
                    .patch("/v1/me")
                    .then()
                    .statusCode(200);
        }

        assertProblem(put(ada.password(), NEXT), 429, "locked-out");
    }

    @Test
    void oneThatIsEasilyGuessedIsRefused() {
        assertInvalid(put(ada.password(), "password1234"), "password");
        assertInvalid(put(ada.password(), ada.email()), "password");

        ada.signIn().then().statusCode(201);
    }

    private Response put(String current, String next) {
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of("currentPassword", current, "password", next))
                .put("/v1/me/password");
    }
}
