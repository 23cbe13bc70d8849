package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.List;

import io.smallrye.jwt.util.KeyUtils;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Access tokens that Roster would have signed itself, without signing in. */
public final class Token {

    private static final String ADMIN = of("a-test", "admin");

    private Token() {}

    /** Allows everything. */
    public static String admin() {
        return ADMIN;
    }

    /** A service's token with these roles, for an hour. */
    public static String of(String subject, String... roles) {
        return signed(claims(subject, roles), SigningKeys.file());
    }

    /** What the token of a service says, to be changed before it is signed. */
    public static JwtClaims claims(String subject, String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("roster");
        claims.setSubject(subject);
        claims.setStringListClaim("groups", List.of(roles));
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 3_600));
        return claims;
    }

    /** A token that says this, signed with the key in this file and with its {@code kid}. */
    public static String signed(JwtClaims claims, Path key) {
        try {
            RSAPrivateCrtKey half = (RSAPrivateCrtKey) privateKey(key);
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue("RS256");
            signature.setKeyIdHeaderValue(keyId(half));
            signature.setPayload(claims.toJson());
            signature.setKey(half);
            return signature.getCompactSerialization();
        } catch (JoseException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The private key in a file. */
    public static PrivateKey privateKey(Path file) {
        try {
            return KeyUtils.decodePrivateKey(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String keyId(RSAPrivateCrtKey key) throws GeneralSecurityException {
        RSAPublicKeySpec half = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(half);
        return new RsaJsonWebKey(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
    }
}
