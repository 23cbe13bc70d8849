package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.response.Response;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.auth.key.PublishedKey;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** An identity provider that is set up as docs/identity-providers.md has it: its keys come over HTTP. */
@Tag("program")
class RemoteKeysIT {

    private static final String ISSUER = "https://id.example.org/realms/site";
    private static final Path THEIR_KEY = SigningKeys.file("other-issuer");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    private volatile Path published = THEIR_KEY;
    private HttpServer provider;
    private RosterProcess roster;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/certs", this::answerWithKeys);
        provider.start();
        Map<String, String> variables = new HashMap<>(TestDatabase.fresh().environment());
        variables.put("MP_JWT_VERIFY_ISSUER", ISSUER);
        variables.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                "http://127.0.0.1:" + provider.getAddress().getPort() + "/certs");
        variables.put("MP_JWT_VERIFY_AUDIENCES", "roster");
        variables.put("SMALLRYE_JWT_PATH_GROUPS", "realm_access/roles");
        // And with them one event loop, which nobody may block.
        variables.put("DB_MIN_CONNECTIONS", "1");
        roster = RosterProcess.start(variables).ready();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        roster.close();
        provider.stop(0);
    }

    @Test
    void othersAreServedWhileTheKeysAreFetchedAndThenTheTokenCounts() throws InterruptedException {
        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> status(token("roster", "admin", THEIR_KEY)));
        asked.await();

        assertThat(roster.status("/v1/users")).isEqualTo(200);
        assertThat(first).isNotDone();

        mayAnswer.countDown();
        assertThat(first.join()).isEqualTo(200);
    }

    @Test
    void whoIsNoAdministratorInTheRealmOrComesWithATokenForSomebodyElseIsRefused() {
        mayAnswer.countDown();

        assertThat(status(token("roster", "admin", THEIR_KEY))).isEqualTo(200);
        assertProblem(users(token("roster", "editor", THEIR_KEY)), 403, "forbidden");
        assertProblem(users(token("a-shop", "admin", THEIR_KEY)), 401, "invalid-token");
        assertProblem(users(token("roster", "admin", SigningKeys.file("own-key"))), 401, "invalid-token");
    }

    @Test
    void aNewKeyCountsAfterAMinuteAlsoIfATokenWithAnUnknownOneCameJustBefore() throws InterruptedException {
        mayAnswer.countDown();
        assertThat(status(token("roster", "admin", THEIR_KEY))).isEqualTo(200);
        assertThat(status(token("roster", "admin", SigningKeys.file("own-key"))))
                .as("an unknown key, for which the keys are fetched")
                .isEqualTo(401);

        published = SigningKeys.file("their-next-key");
        String token = token("roster", "admin", published);
        Instant rotated = Instant.now();
        while (status(token) != 200) {
            assertThat(Duration.between(rotated, Instant.now())).isLessThan(Duration.ofSeconds(75));
            Thread.sleep(1_000);
        }
    }

    private int status(String token) {
        return users(token).statusCode();
    }

    private Response users(String token) {
        return roster.as(token).get("/v1/users");
    }

    private static String token(String audience, String role, Path key) {
        JwtClaims claims = Token.claims("ada");
        claims.unsetClaim("groups");
        claims.setIssuer(ISSUER);
        claims.setAudience(audience);
        claims.setClaim("realm_access", Map.of("roles", List.of(role)));
        return Token.signed(claims, key);
    }

    private void answerWithKeys(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        PublishedKey key =
                PublishedKey.of(KeyFile.read("a test's key", published).publicKey());
        byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("keys", List.of(key.jwk())));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
