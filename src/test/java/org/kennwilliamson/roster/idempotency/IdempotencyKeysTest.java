package org.kennwilliamson.roster.idempotency;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.Stored;
import org.kennwilliamson.roster.testing.Token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertNobodyHas;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class IdempotencyKeysTest extends ApiTest {

    private static final String PASSWORD = "a-long-secret-of-ada";

    private final String key = UUID.randomUUID().toString();
    private final String email = freshEmail();

    @Inject
    IdempotencyRepository keys;

    @Test
    void aRequestThatIsSentAgainCreatesNobodyAndGetsTheFirstAnswer() {
        Map<String, Object> ada =
                Map.of("email", email, "displayName", "Ada", "password", PASSWORD, "roles", List.of("user", "admin"));
        Response first = post(key, "/v1/users", ada);
        Api.patch("/v1/users/" + first.path("id"), first.header("ETag"), Map.of("displayName", "Countess"));

        Response again = post("\"" + key + "\"", "/v1/users", ada);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
        assertThat(Stored.column(
                        "select action from audit_events where entity = 'user:' || ?::text order by id",
                        first.<String>path("id")))
                .containsExactly("user.created", "user.changed");
    }

    @Test
    void aRoleIsCreatedOnceToo() {
        Map<String, Object> role = new HashMap<>(Map.of("name", freshRole()));
        role.put("description", null);

        Response first = post(key, "/v1/roles", role);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(post(key, "/v1/roles", role).asString()).isEqualTo(first.asString());
        assertThat(Api.get(first.header("Location")).asString()).isEqualTo(first.asString());
        role.put("description", "Writes");
        assertProblem(post(key, "/v1/roles", role), 422, "idempotency-key-reused");
    }

    @Test
    void aNameThatWasUsedForSomethingElseChangesNothing() {
        post(key, "/v1/users", Map.of("email", email, "password", PASSWORD));
        String other = freshEmail();

        assertProblem(post(key, "/v1/users", Map.of("email", other)), 422, "idempotency-key-reused");
        assertProblem(post(key, "/v1/roles", Map.of("name", freshRole())), 422, "idempotency-key-reused");
        assertProblem(
                post(key, "/v1/users", Map.of("email", email, "password", PASSWORD + "?")),
                422,
                "idempotency-key-reused");
        assertNobodyHas(other);
    }

    @Test
    void somebodyElsesNameIsAnother() {
        post(key, "/v1/users", Map.of("email", email));

        Response other = Api.as(Token.of("another-service", "admin"))
                .header(IdempotencyKey.HEADER, key)
                .contentType(ContentType.JSON)
                .body(Map.of("email", freshEmail()))
                .post("/v1/users");

        assertThat(other.statusCode()).isEqualTo(201);
    }

    @Test
    void whatWasRefusedMayBeSentAgainInAnotherForm() {
        String role = freshRole();
        Map<String, Object> user = Map.of("email", email, "roles", List.of(role));
        assertProblem(post(key, "/v1/users", user), 422, "unknown-role");
        Api.post("/v1/roles", Map.of("name", role));

        assertThat(post(key, "/v1/users", user).statusCode()).isEqualTo(201);
        Api.delete("/v1/roles/" + role, "*");
        assertThat(post(key, "/v1/users", user).<List<String>>path("roles")).containsExactly(role);
        assertProblem(post(UUID.randomUUID().toString(), "/v1/users", Map.of("email", email)), 409, "email-taken");
    }

    @Test
    void aThousandMakeOneUser() {
        HttpRequest create = Parallel.request(
                "POST",
                "/v1/users",
                "{\"email\": \"" + email + "\"}",
                "Content-Type",
                "application/json",
                IdempotencyKey.HEADER,
                key);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.addAll(Parallel.statuses(Collections.nCopies(50, create)));
        }

        assertThat(Set.copyOf(statuses)).as("created, or under way").isSubsetOf(201, 409);
        assertThat(statuses.subList(50, 1_000)).containsOnly(201);
        assertThat(Stored.column("select id from users where email = ?", email)).hasSize(1);
        assertThat(Stored.column("select id from audit_events where after ->> 'email' = ?", email))
                .hasSize(1);
    }

    @Test
    void aNameCountsForADay() {
        Response first = post(key, "/v1/users", Map.of("email", email));
        Stored.column(
                "update idempotency_keys set created_at = now() - interval '23 hours 59 minutes' where key = ?"
                        + " returning key",
                key);
        keys.sweep().await().indefinitely();
        assertThat(post(key, "/v1/users", Map.of("email", email)).<String>path("id"))
                .isEqualTo(first.path("id"));

        Stored.column(
                "update idempotency_keys set created_at = now() - interval '24 hours' where key = ? returning key",
                key);
        assertProblem(post(key, "/v1/users", Map.of("email", email)), 409, "email-taken");
        assertThat(post(key, "/v1/users", Map.of("email", freshEmail())).statusCode())
                .as("a name that wasn't swept yet is free as well")
                .isEqualTo(201);
        Stored.column(
                "update idempotency_keys set created_at = now() - interval '24 hours' where key = ? returning key",
                key);
        keys.sweep().await().indefinitely();
        assertThat(Stored.column("select key from idempotency_keys where key = ?", key))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"half", "two words", "one, two", "\"one\", \"two\"", "na\\me"})
    void whatIsNoNameIsRefused(String header) {
        assertInvalid(post(header, "/v1/users", Map.of("email", email)), IdempotencyKey.HEADER, "header");
        assertNobodyHas(email);
    }

    @Test
    void aNameHasAtMost255Characters() {
        assertThat(post("k".repeat(255), "/v1/users", Map.of("email", email)).statusCode())
                .isEqualTo(201);
        assertInvalid(post("k".repeat(256), "/v1/users", Map.of("email", email)), IdempotencyKey.HEADER, "header");
    }

    @Test
    void aPasswordsPartOfTheFingerprintNeedsTheSigningKey() {
        List<String> body = List.of(email);
        byte[] here = fingerprint(keysOf(SigningKeys.file()), PASSWORD, body);

        assertThat(fingerprint(keysOf(SigningKeys.file()), PASSWORD, body)).isEqualTo(here);
        assertThat(fingerprint(keysOf(SigningKeys.file()), PASSWORD + "?", body))
                .isNotEqualTo(here);
        assertThat(fingerprint(keysOf(SigningKeys.file("another-signer")), PASSWORD, body))
                .isNotEqualTo(here);
        IdempotencyKeys keyless =
                new IdempotencyKeys(new org.kennwilliamson.roster.auth.key.SigningKeys(Optional.empty(), List.of()));
        assertThat(fingerprint(keyless, PASSWORD, body)).isEqualTo(fingerprint(keyless, PASSWORD + "?", body));
    }

    private static byte[] fingerprint(IdempotencyKeys keys, String password, List<String> body) {
        return keys.of("any", "user", password, body).orElseThrow().fingerprint();
    }

    private static IdempotencyKeys keysOf(Path file) {
        return new IdempotencyKeys(new org.kennwilliamson.roster.auth.key.SigningKeys(Optional.of(file), List.of()));
    }

    private static Response post(String key, String path, Object body) {
        return given().header(IdempotencyKey.HEADER, key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
