package org.kennwilliamson.roster.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.embedded.SigningKey;
import org.kennwilliamson.roster.scenario.Compact;
import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Somebody else's identity provider, trusted by its public key, beside Roster's own tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class ExternalIssuerIT {

    private static final String ISSUER = "https://id.example.org/realms/site";
    private static final Path THEIR_KEY = SigningKeys.file("other-issuer");

    private RosterProcess roster;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        byte[] der = KeyFile.read("a test's key", THEIR_KEY).publicKey().getEncoded();
        Path publicKey = Files.writeString(folder.resolve("theirs.pem"), SigningKey.pem("PUBLIC KEY", der));
        Map<String, String> variables = new HashMap<>(TestDatabase.fresh().environment());
        variables.put("MP_JWT_VERIFY_ISSUER", ISSUER);
        variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey.toUri().toString());
        roster = RosterProcess.start(variables).ready();
        roster.as(theirs("warm-up", claims -> {})).get("/v1/users").then().statusCode(403);
    }

    @AfterAll
    void stop() {
        roster.close();
    }

    @Test
    void theirAdministratorsAreAdministratorsAndTheirSubjectIsTheActor() {
        String name = Api.freshRole();
        String token = theirs("f:7:grace", claims -> {
            claims.setStringListClaim("groups", "admin", "offline_access");
            claims.setStringClaim("preferred_username", "somebody-else");
            claims.setStringClaim("upn", "somebody-else");
        });

        roster.as(token)
                .contentType("application/json")
                .body(Map.of("name", name))
                .post("/v1/roles")
                .then()
                .statusCode(201);

        roster.as(token)
                .get("/v1/audit-events?entity=role:" + name)
                .then()
                .body("items[0].actor", equalTo("f:7:grace"));
    }

    @Test
    void whoHasNoRoleThereHasNoneHere() {
        assertProblem(roster.as(theirs("ada", claims -> {})).get("/v1/users"), 403, "forbidden");
        assertProblem(roster.as(theirs("ada", claims -> {})).get("/v1/me"), 403, "forbidden");
    }

    /** Many let people choose that name themselves. */
    @Test
    void whoIsNamedLikeAUserThereIsNotThatUser() {
        String victim = roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users")
                .path("id");

        for (String claim : List.of("preferred_username", "upn")) {
            String token = theirs("mallory", claims -> claims.setStringClaim(claim, victim));
            assertProblem(roster.as(token).get("/v1/users/{id}", victim), 403, "forbidden");
        }
    }

    @Test
    void whoseSubjectIsAUsersIdIsThatUserAndWhoseIsNotIsNobodyHere() {
        String ada = roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users")
                .path("id");
        Consumer<JwtClaims> user = claims -> claims.setStringListClaim("groups", "user");

        roster.as(theirs(ada, user)).get("/v1/me").then().statusCode(200).body("id", equalTo(ada));
        roster.as(theirs(ada, user)).get("/v1/users/{id}", ada).then().statusCode(200);
        assertProblem(roster.as(theirs("f:7:bob", user)).get("/v1/me"), 404, "not-found");
        assertProblem(roster.as(theirs("f:7:bob", user)).get("/v1/users/{id}", ada), 403, "forbidden");
    }

    @Test
    void rostersOwnTokensCountAsBefore() {
        roster.as(Token.admin()).get("/v1/users").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whateverIsWrongIsRefused(String fault, String token) {
        assertProblem(roster.as(token).get("/v1/users"), 401, "invalid-token")
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    static Stream<Arguments> wrong() {
        long now = Instant.now().getEpochSecond();
        JwtClaims claims = theirClaims("mallory", mallory -> mallory.setStringListClaim("groups", "admin"));
        byte[] secret = KeyFile.read("a test's key", THEIR_KEY).publicKey().getEncoded();
        String[] right = Token.signed(claims, THEIR_KEY).split("\\.");
        return Stream.of(
                Arguments.of("another key", Token.signed(claims, SigningKeys.file("own-key"))),
                Arguments.of("Roster's key", Token.signed(claims, SigningKeys.file())),
                Arguments.of("their key, Roster's issuer", Token.signed(Token.claims("mallory", "admin"), THEIR_KEY)),
                Arguments.of("another issuer", admin(mallory -> mallory.setIssuer("https://id.example.com"))),
                Arguments.of("no issuer", admin(mallory -> mallory.unsetClaim("iss"))),
                Arguments.of("expired", admin(mallory -> mallory.setExpirationTime(NumericDate.fromSeconds(now - 1)))),
                Arguments.of(
                        "expired half a minute ago",
                        admin(mallory -> mallory.setExpirationTime(NumericDate.fromSeconds(now - 30)))),
                Arguments.of(
                        "not valid before half an hour",
                        admin(mallory -> mallory.setNotBefore(NumericDate.fromSeconds(now + 1800)))),
                Arguments.of("no exp", admin(mallory -> mallory.unsetClaim("exp"))),
                Arguments.of("no sub", admin(mallory -> {
                    mallory.unsetClaim("sub");
                    mallory.setStringClaim("preferred_username", "mallory");
                })),
                Arguments.of(
                        "a changed payload", right[0] + "." + Compact.encoded(claims.toJson() + " ") + "." + right[2]),
                Arguments.of("no signature", right[0] + "." + right[1] + "."),
                Arguments.of(
                        "RS512 by their key",
                        new Compact("{\"alg\":\"RS512\"}", claims.toJson())
                                .signed("SHA512withRSA", Token.privateKey(THEIR_KEY))),
                Arguments.of("alg none", new Compact("{\"alg\":\"none\"}", claims.toJson()).unsigned()),
                Arguments.of(
                        "HS256 with the public key", new Compact("{\"alg\":\"HS256\"}", claims.toJson()).hmac(secret)),
                Arguments.of(
                        "an issuer that is no name",
                        new Compact("{}", "{\"iss\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}").hmac(secret)));
    }

    private static String admin(Consumer<JwtClaims> change) {
        return theirs("mallory", claims -> {
            claims.setStringListClaim("groups", "admin");
            change.accept(claims);
        });
    }

    private static String theirs(String subject, Consumer<JwtClaims> change) {
        return Token.signed(theirClaims(subject, change), THEIR_KEY);
    }

    private static JwtClaims theirClaims(String subject, Consumer<JwtClaims> change) {
        JwtClaims claims = Token.claims(subject);
        claims.setIssuer(ISSUER);
        change.accept(claims);
        return claims;
    }
}
