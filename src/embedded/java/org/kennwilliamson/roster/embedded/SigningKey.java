package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Keys that sign access tokens, as an operator creates them by openssl. */
public final class SigningKey {

    private static final int BITS = 2048;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private SigningKey() {}

    /** The private key's PEM file, with a new one if there is none yet. */
    public static Path keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(
                    file, pem("PRIVATE KEY", generate(BITS).getPrivate().getEncoded()));
        }
        return file;
    }

    /** A new pair of keys. */
    public static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    /** What a PEM file has in it. */
    public static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n" + BASE64.encodeToString(encoded) + "\n-----END " + type + "-----\n";
    }
}
