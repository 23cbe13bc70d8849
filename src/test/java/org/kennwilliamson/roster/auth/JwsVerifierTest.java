package org.kennwilliamson.roster.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.auth.key.PublishedKey;
import org.kennwilliamson.roster.testing.SigningKeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Base64.getUrlDecoder;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

/** C2SP's Wycheproof: what is known to go wrong where signatures are checked. */
@EnabledIf(
        value = "areThere",
        disabledReason = "json_web_signature_test.json isn't there: -Droster.vectors=DIR names its folder")
class JwsVerifierTest {

    private static final Path FILE =
            Path.of(System.getProperty("roster.vectors", "../shared/vectors")).resolve("json_web_signature_test.json");

    private static final List<Vector> VECTORS = new ArrayList<>();

    /** A token, what is said of it, and the key that it should be checked with. */
    private record Vector(String name, JsonNode jwk, boolean isRight, String token) {

        boolean isRsa() {
            return jwk.path("kty").asText().equals("RSA");
        }

        /** Whether it could be one of Roster's, which are all for signing by RS256. */
        boolean isRostersKey() {
            return isRsa()
                    && jwk.path("alg").asText("RS256").equals("RS256")
                    && jwk.path("use").asText("sig").equals("sig")
                    && (!jwk.has("key_ops") || jwk.path("key_ops").toString().contains("verify"));
        }

        boolean passes() {
            return isRight && isRostersKey();
        }

        PublishedKey key() {
            return key(jwk.path("kid").asText());
        }

        PublishedKey key(String name) {
            try {
                return new PublishedKey(name, new RsaJsonWebKey(JsonUtil.parseJson(jwk.toString())).getRsaPublicKey());
            } catch (JoseException e) {
                throw new AssertionError(e);
            }
        }

        /** Roster knows the name that the token gives, whoever's key it may be. */
        PublishedKey keyOrAnother() {
            return isRostersKey()
                    ? key()
                    : new PublishedKey(
                            jwk.path("kid").asText(),
                            KeyFile.read("a test's key", SigningKeys.file()).publicKey());
        }

        String payload() {
            return new String(getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static boolean areThere() {
        return Files.exists(FILE);
    }

    @BeforeAll
    static void read() throws IOException, JoseException {
        for (JsonNode group : new ObjectMapper().readTree(FILE.toFile()).path("testGroups")) {
            JsonNode jwk = group.has("public") ? group.path("public") : group.path("private");
            for (JsonNode test : group.path("tests")) {
                VECTORS.add(new Vector(
                        group.path("comment").asText() + " " + test.path("tcId") + " " + test.path("comment"),
                        jwk,
                        test.path("result").asText().equals("valid"),
                        test.path("jws").textValue()));
            }
        }
    }

    @Test
    void allOfThemAreRead() {
        assertThat(VECTORS).hasSize(401);
        assertThat(VECTORS).filteredOn(Vector::isRight).hasSize(46);
        assertThat(VECTORS).filteredOn(Vector::passes).hasSize(8);
    }

    @Test
    void whatTheKeySignedWithRs256Passes() {
        assertThat(VECTORS).filteredOn(Vector::passes).allSatisfy(vector -> assertThat(check(vector, vector.key()))
                .contains(vector.payload()));
    }

    @Test
    void itDoesNotPassWhereTheKeyHasAnotherName() {
        assertThat(VECTORS).filteredOn(Vector::passes).allSatisfy(vector -> assertThat(
                        check(vector, vector.key("another")))
                .isEmpty());
    }

    @Test
    void whateverElseIsRefusedAndThrowsNothing() {
        assertThat(VECTORS).filteredOn(not(Vector::passes)).allSatisfy(vector -> assertThat(
                        check(vector, vector.keyOrAnother()))
                .isEmpty());
    }

    @Test
    void aRightSignatureOfAnotherAlgorithmIsRefusedThoughRosterHasItsKey() {
        assertThat(VECTORS)
                .filteredOn(vector -> vector.isRight() && vector.isRsa() && !vector.passes())
                .hasSize(24)
                .allSatisfy(vector -> assertThat(check(vector, vector.key())).isEmpty());
    }

    private static Optional<String> check(Vector vector, PublishedKey key) {
        return new JwsVerifier(List.of(key)).payload(vector.token());
    }
}
