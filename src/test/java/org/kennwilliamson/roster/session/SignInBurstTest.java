package org.kennwilliamson.roster.session;

import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class SignInBurstTest extends ApiTest {

    private static final int AT_ONCE = 500;

    private Person ada;

    @BeforeEach
    void thereIsSomebody() {
        ada = Person.with("user");
    }

    @Test
    void ofManySignInsAtOnceSomeWaitAndTheOthersAreToldToComeBackWhileReadsGoOn() {
        CompletableFuture<List<Integer>> signIns =
                CompletableFuture.supplyAsync(() -> Parallel.statuses(Collections.nCopies(AT_ONCE, signIn())));
        Ready.until("there is no more room", () -> {
            Response one = ada.signIn();
            return one.statusCode() == 503 && isTooBusy(one) || signIns.isDone();
        });

        get("/v1/users/{id}", ada.id()).then().statusCode(200);

        assertThat(signIns.isDone()).as("the read came before the last of them").isFalse();
        assertThat(signIns.join()).hasSize(AT_ONCE).contains(201, 503).containsOnly(201, 503);
    }

    private static boolean isTooBusy(Response response) {
        return Integer.parseInt(
                        assertProblem(response, 503, "too-busy").extract().header("Retry-After"))
                > 0;
    }

    private HttpRequest signIn() {
        return Parallel.request(
                "POST",
                "/v1/sessions",
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(ada.email(), ada.password()),
                "Content-Type",
                "application/json");
    }
}
