package org.kennwilliamson.roster.session;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.get;

@QuarkusTest
class SignInsBurstTest extends ApiTest {

    private static final int AT_ONCE = 500;

    private Person ada;

    @BeforeEach
    void thereIsSomebody() {
        ada = Person.with("user");
    }

    @Test
    void ofManySignInsAtOnceSomeWaitAndTheOthersAreToldToComeBackWhileReadsGoOn() {
        List<CompletableFuture<HttpResponse<Void>>> signIns = Parallel.send(Collections.nCopies(AT_ONCE, signIn()));
        firstRefusal(signIns).join();

        get("/v1/users/{id}", ada.id()).then().statusCode(200);

        assertThat(signIns).as("the read came before the last of them").anyMatch(signIn -> !signIn.isDone());
        List<HttpResponse<Void>> answers =
                signIns.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .contains(201, 503)
                .containsOnly(201, 503);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 503)
                .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
    }

    /** From then on the queue is full. */
    private static CompletableFuture<Void> firstRefusal(List<CompletableFuture<HttpResponse<Void>>> signIns) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        signIns.forEach(signIn -> signIn.thenAccept(answer -> {
            if (answer.statusCode() == 503) {
                first.complete(null);
            }
        }));
        return first;
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
