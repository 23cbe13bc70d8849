package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Keys that sign tokens, as an operator makes them: PEM files. */
public final class SigningKey {

    private static final Path FOLDER = Path.of("target", "test-keys");
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private SigningKey() {}

    /** The one of every Roster under test, made where there is none yet. */
    public static Path file() {
        return file("signing-key");
    }

    /** A private key by this name, made where there is none yet; every test that asks for the name gets the same. */
    public static Path file(String name) {
        Path file = FOLDER.resolve(name + ".pem").toAbsolutePath();
        if (!Files.exists(file)) {
            write(file, pem("PRIVATE KEY", generate().getPrivate().getEncoded()));
        }
        return file;
    }

    /** A key of as many bits as are asked for. */
    public static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A key like those of production. */
    public static KeyPair generate() {
        return generate(2048);
    }

    /** A key as a PEM file has it. */
    public static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n" + BASE64.encodeToString(encoded) + "\n-----END " + type + "-----\n";
    }

    /** Whole or not at all, since two test runs may want it at once. */
    private static void write(Path file, String pem) {
        try {
            Files.createDirectories(FOLDER);
            Path written = Files.createTempFile(FOLDER, "key", ".pem");
            Files.writeString(written, pem);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was quicker; theirs is as good.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
