package org.kennwilliamson.roster.session;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.freshEmail;

/** What is counted of sign-ins; clients are told less. From an address of its own. */
@QuarkusTest
class SignInMetricsTest extends ApiTest {

    private static final String REFUSALS = "roster_password_refusals_total{reason=\"%s\"}";
    private static final String LOCKOUTS = "roster_lockouts_total{of=\"%s\"}";
    private static final String ROUTE = "http_server_requests_seconds_count{method=\"POST\","
            + "outcome=\"CLIENT_ERROR\",status=\"%d\",uri=\"/v1/sessions\"}";

    private final String address =
            "2001:db8:%x:%x::1".formatted(ThreadLocalRandom.current().nextInt(0x10000), 0x14);

    private final Scrape before = Scrape.at(managementPort());

    @Test
    void signInsRefusalsAndLockOutsAreCountedByReasonAndRoute() {
        Person ada = Person.with("user");
        signIn(ada.email(), ada.password(), 201);
        signIn(freshEmail(), ada.password(), 401);
        for (int i = 0; i < 5; i++) {
            signIn(ada.email(), "a-guess-among-many-others", 401);
        }
        signIn(ada.email(), ada.password(), 429);
        // Its end was counted before this one began.
        signIn(ada.email(), ada.password(), 429);

        assertThat(counted("roster_sign_ins_total")).isEqualTo(1);
        assertThat(counted(REFUSALS.formatted("no_user"))).isEqualTo(1);
        assertThat(counted(REFUSALS.formatted("wrong_password"))).isEqualTo(5);
        assertThat(counted(REFUSALS.formatted("locked_out"))).isEqualTo(2);
        assertThat(counted(LOCKOUTS.formatted("account"))).isEqualTo(1);
        assertThat(counted(LOCKOUTS.formatted("address"))).isZero();
        assertThat(counted(ROUTE.formatted(401))).isGreaterThanOrEqualTo(5);
        assertThat(counted(ROUTE.formatted(429))).isGreaterThanOrEqualTo(1);
    }

    private double counted(String sample) {
        return Scrape.at(managementPort()).value(sample) - before.value(sample);
    }

    private void signIn(String email, String password, int status) {
        anonymous()
                .header("X-Forwarded-For", address)
                .contentType("application/json")
                .body(Map.of("email", email, "password", password))
                .post("/v1/sessions")
                .then()
                .statusCode(status);
    }
}
