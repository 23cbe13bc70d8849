package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Fills a scratch database as a plain role: all is its own, and what it may not create stays out. */
final class PlainRestore {

    private final BackupSettings settings;

    PlainRestore(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Restores a published file, all of it or nothing.
     *
     * @param phase what this is for the one who watches
     */
    void run(BackupFile file, DatabaseUrl into, Progress progress, String phase) throws BackupException {
        try {
            Path list = contents(file);
            try {
                read(file, into, arguments(into, "--use-list=" + list), progress, phase);
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new BackupException(Reason.FOLDER, "The list of what is restored can't be written: " + e, e);
        }
    }

    /** What pg_restore is told besides where the data come from. */
    static List<String> arguments(DatabaseUrl into, String more) {
        return List.of(
                "--dbname=" + into.database(),
                more,
                "--no-owner",
                "--no-privileges",
                "--no-password",
                "--single-transaction",
                "--exit-on-error");
    }

    private Path contents(BackupFile file) throws BackupException, IOException {
        Contents contents = new Contents(read(file, settings.database(), List.of("--list"), Progress.NONE, "listing"));
        return contents.without(Set.copyOf(Extensions.outOfReach(settings.database(), contents.extensions())));
    }

    private String read(BackupFile file, DatabaseUrl database, List<String> arguments, Progress progress, String phase)
            throws BackupException {
        return new PgRestore(settings.programs(), settings.timeLimit())
                .read(file, database, arguments, progress, phase)
                .output();
    }
}
