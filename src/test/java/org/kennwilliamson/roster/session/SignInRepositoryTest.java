package org.kennwilliamson.roster.session;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Signing in beside a change of the same user that isn't committed yet. */
@QuarkusTest
class SignInRepositoryTest extends ApiTest {

    @Test
    void aForgottenTransactionKeepsNobodyFromSigningIn() {
        Person ada = Person.with("user");

        Response signedIn =
                Stored.before("update users set display_name = 'Ada' where id::text = ?", ada.id(), () -> ada.signIn());

        assertThat(signedIn.statusCode()).isEqualTo(201);
        refresh(signedIn).then().statusCode(200);
    }

    @Test
    void aSignInWithAPasswordThatIsBeingReplacedIsRefused() {
        Person ada = Person.with("user");

        assertProblem(
                signInBefore("update users set password_set_at = now() where id::text = ?", ada),
                401,
                "sign-in-refused");
    }

    @Test
    void aSignInOfWhomSomebodyIsDisablingIsRefused() {
        Person ada = Person.with("user");

        assertProblem(signInBefore("update users set active = false where id::text = ?", ada), 401, "sign-in-refused");
    }

    @Test
    void aPasswordThatIsReplacedJustAfterASignInEndsThatSession() {
        Person ada = Person.with("user");
        Response signedIn = ada.signIn();

        Stored.before("update users set password_set_at = now() where id::text = ?", ada.id(), () -> null);

        assertProblem(refresh(signedIn), 401, "session-ended");
    }

    /** The sign-in begins before the change is committed, and ends after it. */
    private static Response signInBefore(String change, Person person) {
        CompletableFuture<Response> signIn = Stored.before(change, person.id(), () -> {
            CompletableFuture<Response> begun = CompletableFuture.supplyAsync(person::signIn);
            Ready.until("the sign-in waits", () -> Stored.waitingForLocks() == 1);
            return begun;
        });
        return signIn.join();
    }

    private static Response refresh(Response signedIn) {
        return anonymous()
                .contentType("application/json")
                .body(Map.of("refreshToken", signedIn.<String>path("refreshToken")))
                .post("/v1/sessions/refresh");
    }
}
