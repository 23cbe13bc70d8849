package org.kennwilliamson.roster.scenario;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.auth.key.PublishedKey;
import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** A signing key is replaced, and nobody has to sign in again. */
@Tag("program")
class KeyRotationIT {

    private static final Path OLD = SigningKeys.file();
    private static final Path NEW = SigningKeys.file("next-signing-key");

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void theOldKeysTokensCountWhileItIsPublishedAndSessionsOutliveIt() {
        JsonPath first;
        try (RosterProcess roster = start(Map.of("AUTH_SIGNING_KEY", OLD.toString()))) {
            first = signIn(roster);
            assertSignedBy(OLD, first);
            assertPublished(roster, OLD);
        }

        JsonPath second;
        try (RosterProcess roster =
                start(Map.of("AUTH_SIGNING_KEY", NEW.toString(), "AUTH_PUBLISHED_KEYS", OLD.toString()))) {
            assertPublished(roster, NEW, OLD);
            me(roster, first).then().statusCode(200);
            second = refresh(roster, first);
            assertSignedBy(NEW, second);
            me(roster, second).then().statusCode(200);
        }

        try (RosterProcess roster = start(Map.of("AUTH_SIGNING_KEY", NEW.toString()))) {
            assertPublished(roster, NEW);
            assertProblem(me(roster, first), 401, "invalid-token");
            me(roster, second).then().statusCode(200);
            assertThat(refresh(roster, second).getString("sessionId")).isEqualTo(first.getString("sessionId"));
        }
    }

    private RosterProcess start(Map<String, String> keys) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.putAll(keys);
        return RosterProcess.start(variables).ready();
    }

    private static JsonPath signIn(RosterProcess roster) {
        Map<String, String> credentials = Map.of("email", Api.freshEmail(), "password", Person.PASSWORD);
        Map<String, Object> user = new HashMap<>(credentials);
        user.put("roles", List.of("user"));
        roster.as(Token.admin())
                .contentType("application/json")
                .body(user)
                .post("/v1/users")
                .then()
                .statusCode(201);
        return roster.anonymous()
                .contentType("application/json")
                .body(credentials)
                .post("/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static JsonPath refresh(RosterProcess roster, JsonPath session) {
        return roster.anonymous()
                .contentType("application/json")
                .body(Map.of("refreshToken", session.getString("refreshToken")))
                .post("/v1/sessions/refresh")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Response me(RosterProcess roster, JsonPath session) {
        return roster.as(session.get("accessToken")).get("/v1/me");
    }

    private static void assertSignedBy(Path key, JsonPath session) {
        String header = session.getString("accessToken").split("\\.")[0];
        assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .contains("\"kid\":\"" + published(key).id() + "\"")
                .contains("\"alg\":\"RS256\"");
    }

    /** These keys in this order, and of each what is nobody's secret. */
    private static void assertPublished(RosterProcess roster, Path... keys) {
        Response answer = roster.anonymous().get("/.well-known/jwks.json");
        List<Map<String, String>> published = answer.jsonPath().getList("keys");

        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(published)
                .extracting(key -> key.get("kid"))
                .containsExactlyElementsOf(
                        Arrays.stream(keys).map(key -> published(key).id()).toList());
        assertThat(published).allSatisfy(key -> assertThat(key)
                .containsOnlyKeys("kty", "kid", "use", "alg", "n", "e")
                .containsEntry("kty", "RSA")
                .containsEntry("use", "sig")
                .containsEntry("alg", "RS256"));
    }

    private static PublishedKey published(Path key) {
        return PublishedKey.of(KeyFile.read("a test's key", key).publicKey());
    }
}
