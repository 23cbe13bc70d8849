package org.kennwilliamson.roster.session;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token: base64url of 16 random bytes that all tokens of a session share, its family, and 32 secret ones that
 * rotate. The database has the SHA-256 of each half. Who shows a family with a secret that isn't the session's last one
 * has an old token, so that none of the old ones needs to be kept.
 */
final class RefreshToken {

    static final int SALT_BYTES = 32;

    private static final int FAMILY_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final byte[] family;
    private final byte[] secret;

    private RefreshToken(byte[] family, byte[] secret) {
        this.family = family;
        this.secret = secret;
    }

    /** The first one of a new session. */
    static RefreshToken first(RandomGenerator random) {
        return new RefreshToken(bytes(random, FAMILY_BYTES), bytes(random, SECRET_BYTES));
    }

    /** Reads what a client sent; empty if it is invalid. */
    static Optional<RefreshToken> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != FAMILY_BYTES + SECRET_BYTES) {
                return Optional.empty();
            }
            byte[] family = new byte[FAMILY_BYTES];
            byte[] secret = new byte[SECRET_BYTES];
            bytes.get(family).get(secret);
            return Optional.of(new RefreshToken(family, secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The one that takes this one's place: HMAC-SHA256 of the secret, so that the same salt gives the same successor and
     * an answer that got lost can be given again. Neither the salt alone nor an old token alone tells it.
     */
    RefreshToken successor(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return new RefreshToken(family, mac.doFinal(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    byte[] familyHash() {
        return sha256(family);
    }

    byte[] secretHash() {
        return sha256(secret);
    }

    /** As the client gets it. */
    String text() {
        byte[] bytes = ByteBuffer.allocate(FAMILY_BYTES + SECRET_BYTES)
                .put(family)
                .put(secret)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
