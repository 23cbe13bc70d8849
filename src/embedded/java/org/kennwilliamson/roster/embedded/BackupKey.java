package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupException;

/** The key that opens this machine's backups: beside them, as nobody should have it whose data are worth anything. */
final class BackupKey {

    private static final String PUBLIC = "# public key: ";

    private BackupKey() {}

    /** The recipient of an identity file, which is a new one if there is none yet. */
    static String recipient(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                AgeIdentity.generate().writeTo(file, Instant.now());
            } catch (BackupException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(PUBLIC))
                .map(line -> line.substring(PUBLIC.length()))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " doesn't say its public key"));
    }
}
