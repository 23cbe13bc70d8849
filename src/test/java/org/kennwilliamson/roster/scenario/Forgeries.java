package org.kennwilliamson.roster.scenario;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

import org.kennwilliamson.roster.auth.key.KeyFile;
import org.kennwilliamson.roster.auth.key.PublishedKey;
import org.kennwilliamson.roster.embedded.SigningKey;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.Token;

/** Tokens of an administrator, each of them wrong in one way. */
final class Forgeries {

    private static final String RS256 = "SHA256withRSA";

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final KeyFile key = KeyFile.read("a test's key", SigningKeys.file());
    private final PrivateKey right = key.privateKey().orElseThrow();
    private final String keyId = PublishedKey.of(key.publicKey()).id();

    private Forgeries() {}

    /** By what is wrong with them. */
    static Map<String, String> all() {
        Forgeries forgeries = new Forgeries();
        forgeries.addChanged(Token.of("a-forger", "user").split("\\."));
        forgeries.addUnsigned();
        forgeries.addOtherAlgorithms();
        forgeries.addOtherKeys();
        forgeries.addOtherHeaders();
        forgeries.addWrongClaims();
        return forgeries.tokens;
    }

    private void addChanged(String[] parts) {
        String head = parts[0] + ".";
        String signed = head + parts[1] + ".";
        char other = parts[2].charAt(0) == 'A' ? 'B' : 'A';
        tokens.put("nothing like a token", "let-me-in");
        tokens.put("of empty parts", "..");
        tokens.put("a changed payload", head + Compact.encoded(payload()) + "." + parts[2]);
        tokens.put("a changed header", Compact.encoded(header("RS256") + " ") + "." + parts[1] + "." + parts[2]);
        tokens.put("a changed signature", signed + other + parts[2].substring(1));
        tokens.put("a shortened signature", signed + parts[2].substring(0, parts[2].length() - 4));
        tokens.put("a signature of zeros", signed + "A".repeat(parts[2].length()));
        tokens.put("no signature", signed);
        tokens.put("no signature and no dot", head + parts[1]);
        tokens.put("something after the signature", signed + parts[2] + "=");
        tokens.put("five parts, as of an encrypted one", signed + parts[2] + "." + parts[1] + "." + parts[2]);
    }

    private void addUnsigned() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            tokens.put("alg '" + none + "'", with(header(none)).unsigned());
        }
        tokens.put("alg none, signed all the same", with(header("none")).signed(RS256, right));
        tokens.put(
                "no alg, signed all the same",
                with("{\"kid\":\"" + keyId + "\"}").signed(RS256, right));
    }

    private void addOtherAlgorithms() {
        byte[] der = key.publicKey().getEncoded();
        String pem = SigningKey.pem("PUBLIC KEY", der);
        tokens.put("HS256 with the public key's DER", with(header("HS256")).hmac(der));
        tokens.put("HS256 with its PEM", with(header("HS256")).hmac(pem.getBytes(StandardCharsets.US_ASCII)));
        tokens.put(
                "HS256 with its PEM, stripped",
                with(header("HS256")).hmac(pem.strip().getBytes(StandardCharsets.US_ASCII)));
        tokens.put("RS384 by the right key", with(header("RS384")).signed("SHA384withRSA", right));
        tokens.put("RS512 by the right key", with(header("RS512")).signed("SHA512withRSA", right));
    }

    private void addOtherKeys() {
        KeyFile file = KeyFile.read("a test's key", SigningKeys.file("own-key"));
        PrivateKey own = file.privateKey().orElseThrow();
        String jwk = "\"jwk\":" + new RsaJsonWebKey(file.publicKey()).toJson();
        tokens.put("a key of one's own", Token.signed(claims(), SigningKeys.file("own-key")));
        tokens.put(
                "a key of one's own under Roster's kid", with(header("RS256")).signed(RS256, own));
        tokens.put("a key of one's own in jwk", with(header("RS256", jwk)).signed(RS256, own));
        tokens.put(
                "a key of one's own in jwk, no kid",
                with("{\"alg\":\"RS256\"," + jwk + "}").signed(RS256, own));
        tokens.put(
                "a key of one's own in jku",
                with(header("RS256", "\"jku\":\"http://127.0.0.1:1/jwks.json\""))
                        .signed(RS256, own));
    }

    private void addOtherHeaders() {
        tokens.put("no kid", with("{\"alg\":\"RS256\"}").signed(RS256, right));
        tokens.put("kid null", with("{\"alg\":\"RS256\",\"kid\":null}").signed(RS256, right));
        tokens.put("an unknown kid", with("{\"alg\":\"RS256\",\"kid\":\"x\"}").signed(RS256, right));
        tokens.put(
                "a kid that is a number", with("{\"alg\":\"RS256\",\"kid\":1}").signed(RS256, right));
        tokens.put("a header that is no JSON", with("RS256").signed(RS256, right));
        tokens.put(
                "an extension that nobody knows",
                with(header("RS256", "\"crit\":[\"x\"],\"x\":1")).signed(RS256, right));
    }

    private void addWrongClaims() {
        long now = Instant.now().getEpochSecond();
        put("expired", claims -> claims.setExpirationTime(NumericDate.fromSeconds(now - 1)));
        put("no exp", claims -> claims.unsetClaim("exp"));
        put("an exp that is no number", claims -> claims.setStringClaim("exp", "tomorrow"));
        put("nbf in the future", claims -> claims.setNotBefore(NumericDate.fromSeconds(now + 600)));
        put("another issuer", claims -> claims.setIssuer("rooster"));
        put("no issuer", claims -> claims.unsetClaim("iss"));
        put("no sub", claims -> claims.unsetClaim("sub"));
        put("groups that are no list", claims -> claims.setStringClaim("groups", "admin"));
        put("a session that is none", claims -> claims.setStringClaim("sid", "x"));
        put("a session of whom is no user", claims -> claims.setStringClaim("sid", anId()));
        put("a session that doesn't exist", claims -> {
            claims.setSubject(anId());
            claims.setStringClaim("sid", anId());
        });
        tokens.put("claims that are no JSON", new Compact(header("RS256"), "admin").signed(RS256, right));
    }

    private void put(String fault, Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        tokens.put(fault, Token.signed(claims, SigningKeys.file()));
    }

    private Compact with(String header) {
        return new Compact(header, payload());
    }

    private String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\"}";
    }

    private String header(String algorithm, String more) {
        return header(algorithm).replace("}", "," + more + "}");
    }

    private static String payload() {
        return claims().toJson();
    }

    private static JwtClaims claims() {
        return Token.claims("a-forger", "admin");
    }

    private static String anId() {
        return UUID.randomUUID().toString();
    }
}
