package org.kennwilliamson.roster.auth.key;

import java.security.interfaces.RSAPublicKey;
import java.util.Map;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.HashUtil;

/**
 * A public key that tokens are checked with.
 *
 * @param id its {@code kid}: the key's own thumbprint (RFC 7638), so that every replica gives it the same name
 */
public record PublishedKey(String id, RSAPublicKey key) {

    public static PublishedKey of(RSAPublicKey key) {
        return new PublishedKey(new RsaJsonWebKey(key).calculateBase64urlEncodedThumbprint(HashUtil.SHA_256), key);
    }

    /** As a JSON Web Key (RFC 7517). */
    public Map<String, Object> jwk() {
        RsaJsonWebKey jwk = new RsaJsonWebKey(key);
        jwk.setKeyId(id);
        jwk.setUse(Use.SIGNATURE);
        jwk.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    }
}
