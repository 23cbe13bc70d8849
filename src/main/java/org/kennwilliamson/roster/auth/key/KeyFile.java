package org.kennwilliamson.roster.auth.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

import io.smallrye.jwt.util.KeyUtils;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/**
 * An RSA key in a PEM file: a private one (PKCS #8), which has the public one in it, or a public one alone.
 *
 * @param privateKey empty if the file has the public one alone
 */
public record KeyFile(Optional<PrivateKey> privateKey, RSAPublicKey publicKey) {

    /** The least that RFC 7518, section 3.3, allows for RS256. */
    private static final int LEAST_BITS = 2048;

    /**
     * Reads a file.
     *
     * @param variable the one that names the file, for the message
     * @throws InvalidSettingException if there is no such key in it; shows nothing of what is
     */
    public static KeyFile read(String variable, Path file) {
        try {
            // A file that is no text at all is no PEM either, but can be read.
            KeyFile key = parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (key.publicKey().getModulus().bitLength() < LEAST_BITS) {
                throw new InvalidSettingException(
                        variable + " names " + file + ", whose key has less than " + LEAST_BITS + " bits");
            }
            return key;
        } catch (IOException e) {
            throw new InvalidSettingException(variable + " names " + file + ", which can't be read");
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new InvalidSettingException(variable + " names " + file + ", which is no RSA key in PEM (PKCS #8): "
                    + "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 creates one");
        }
    }

    private static KeyFile parse(String pem) throws GeneralSecurityException {
        if (!pem.contains("PRIVATE KEY")) {
            return new KeyFile(Optional.empty(), (RSAPublicKey) KeyUtils.decodePublicKey(pem));
        }
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) KeyUtils.decodePrivateKey(pem);
        RSAPublicKeySpec half = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
        return new KeyFile(
                Optional.of(key), (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(half));
    }
}
