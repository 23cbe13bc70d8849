package org.kennwilliamson.roster.auth;

import java.security.PublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import org.kennwilliamson.roster.auth.key.PublishedKey;

/**
 * Checks JSON Web Signatures (RFC 7515) in their compact form: RS256 by a known key, and nothing else, even if a
 * token's header asks for it.
 */
final class JwsVerifier {

    /** jose4j reads past characters that have no business in base64url. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");

    private static final AlgorithmConstraints RS256_ALONE =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final Map<String, PublicKey> keys;

    JwsVerifier(Collection<PublishedKey> keys) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(PublishedKey::id, PublishedKey::key));
    }

    /** What was signed; empty for a token that none of the keys has signed. */
    Optional<String> payload(String token) {
        if (!COMPACT.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(RS256_ALONE);
            signature.setCompactSerialization(token);
            PublicKey key = keys.get(String.valueOf(signature.getKeyIdHeaderValue()));
            signature.setKey(key);
            return key != null && signature.verifySignature() ? Optional.of(signature.getPayload()) : Optional.empty();
        } catch (JoseException | ClassCastException e) {
            // The latter for a header whose kid is a number, say.
            return Optional.empty();
        }
    }
}
