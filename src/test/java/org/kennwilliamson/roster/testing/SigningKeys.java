package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.kennwilliamson.roster.embedded.SigningKey;

/** Keys of tests, by name; they stay the same, so that the Roster under test and the test needn't hand one over. */
public final class SigningKeys {

    private static final Path FOLDER = Path.of("target", "test-keys");

    private SigningKeys() {}

    /** The PEM file of the private key of every Roster under test. */
    public static Path file() {
        return file("signing-key");
    }

    /** The PEM file of another private key. */
    public static Path file(String name) {
        try {
            return SigningKey.keptIn(
                    Files.createDirectories(FOLDER).resolve(name + ".pem").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
