package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.kennwilliamson.roster.embedded.SigningKey;

/** Keys of tests, by name; they stay the same, so that the Roster under test and the test needn't hand one over. */
public final class SigningKeys {

    private static final Path FOLDER = Path.of("target", "test-keys");

    private SigningKeys() {}

    /** The PEM file of the private key of every Roster under test. */
    public static Path file() {
        return file("signing-key");
    }

    /** The PEM file of another private key. Several JVMs of a test run may ask for one that isn't there yet. */
    public static synchronized Path file(String name) {
        try (FileChannel one = FileChannel.open(
                Files.createDirectories(FOLDER).resolve("one-at-a-time"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            // Until it is closed.
            one.lock();
            return SigningKey.keptIn(FOLDER.resolve(name + ".pem").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
