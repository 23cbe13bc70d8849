package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.embedded.SigningKey;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Roster without a key to sign with: it serves, but nobody can sign in. */
@Tag("program")
class NoSigningKeyIT {

    private final Map<String, String> variables =
            new HashMap<>(TestDatabase.fresh().environment());

    @TempDir
    private Path folder;

    @Test
    void withoutOneItServesSaysHowToMakeOneAndLetsNobodyIn() {
        variables.remove("AUTH_SIGNING_KEY");

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(roster.said())
                    .contains("AUTH_SIGNING_KEY is not set: nobody can sign in. "
                            + "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing-key.pem");
            assertProblem(
                    roster.anonymous()
                            .contentType("application/json")
                            .body(Map.of("email", "ada@example.org", "password", "seven-herons-over-the-mill"))
                            .post("/v1/sessions"),
                    503,
                    "sign-in-off");
            assertProblem(
                    roster.anonymous()
                            .contentType("application/json")
                            .body(Map.of("refreshToken", "x"))
                            .post("/v1/sessions/refresh"),
                    503,
                    "sign-in-off");
            assertProblem(roster.as(Token.admin()).get("/v1/users"), 401, "invalid-token");
            roster.anonymous()
                    .get("/.well-known/jwks.json")
                    .then()
                    .statusCode(200)
                    .body("keys", empty());
        }
    }

    /** A replica that only checks what others sign. */
    @Test
    void withAPublishedKeyAloneItChecksTokensButSignsNone() throws IOException {
        variables.remove("AUTH_SIGNING_KEY");
        variables.put("AUTH_PUBLISHED_KEYS", publicKey().toString());

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(Token.admin()).get("/v1/users").then().statusCode(200);
            roster.anonymous().get("/.well-known/jwks.json").then().body("keys", hasSize(1));
        }
    }

    @Test
    void aPublicKeyInItsPlaceEndsTheStartWithOneLine() throws IOException {
        variables.put("AUTH_SIGNING_KEY", publicKey().toString());

        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said())
                    .hasLineCount(1)
                    .startsWith("AUTH_SIGNING_KEY names " + publicKey() + ", which has no private key");
        }
    }

    private Path publicKey() throws IOException {
        byte[] der =
                KeyFile.read("a test's key", SigningKeys.file()).publicKey().getEncoded();
        return Files.writeString(folder.resolve("public.pem"), SigningKey.pem("PUBLIC KEY", der));
    }
}
