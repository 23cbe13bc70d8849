package org.kennwilliamson.roster.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Singleton;

import org.kennwilliamson.roster.auth.key.SigningKeys;
import org.kennwilliamson.roster.auth.key.SigningKeys.SigningKeyPair;
import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * Reads requests' names, and makes the fingerprints that tell whether one was sent again or its name used for another. What
 * is stored of a body's secret is keyed with the key that signs tokens, so that nobody can try passwords on it; without
 * such a key, a secret doesn't count.
 */
@Singleton
public class IdempotencyKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "roster idempotency-key".getBytes(StandardCharsets.UTF_8);

    private final Optional<SecretKeySpec> secretsKey;

    IdempotencyKeys(SigningKeys keys) {
        secretsKey = keys.signing().map(SigningKeyPair::key).map(IdempotencyKeys::secretsKey);
    }

    /**
     * The name of a request.
     *
     * @param header as it was sent; null if it wasn't
     * @param operation what is asked for
     * @param secret the secret part of the body; null for none
     * @param body the other parts, any of them null
     * @return empty without a header
     * @throws org.kennwilliamson.roster.platform.problem.ProblemException 400 if the header is invalid
     */
    public Optional<IdempotencyKey> of(String header, String operation, String secret, List<String> body) {
        return Optional.ofNullable(header)
                .map(IdempotencyKey::value)
                .map(value -> new IdempotencyKey(value, fingerprint(operation, secret, body)));
    }

    private byte[] fingerprint(String operation, String secret, List<String> body) {
        MessageDigest digest = Sha256.sha256();
        add(digest, operation);
        body.forEach(part -> add(digest, part));
        if (secret != null) {
            secretsKey.ifPresent(
                    key -> digest.update(keyed(key.getEncoded(), secret.getBytes(StandardCharsets.UTF_8))));
        }
        return digest.digest();
    }

    /** With its length, so that no two lists of parts are the same bytes. */
    private static void add(MessageDigest digest, String part) {
        String whole = part == null ? "-" : part.length() + ":" + part;
        digest.update(whole.getBytes(StandardCharsets.UTF_8));
    }

    private static SecretKeySpec secretsKey(PrivateKey key) {
        return new SecretKeySpec(keyed(key.getEncoded(), PURPOSE), ALGORITHM);
    }

    private static byte[] keyed(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
