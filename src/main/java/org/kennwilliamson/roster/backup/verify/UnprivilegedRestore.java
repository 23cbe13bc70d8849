package org.kennwilliamson.roster.backup.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.ArchiveToc;
import org.kennwilliamson.roster.backup.postgres.AvailableExtensions;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Fills a scratch database as a plain role: it owns everything, and what it may not create is left out. */
final class UnprivilegedRestore {

    private final BackupSettings settings;

    UnprivilegedRestore(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Restores a published file, all of it or nothing.
     *
     * @param phase for the progress
     */
    void run(BackupArchive archive, DatabaseUrl into, Progress progress, String phase) throws BackupException {
        try {
            Path list = toc(archive);
            try {
                read(archive, into, arguments(into, "--use-list=" + list), progress, phase);
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new BackupException(
                    FailureReason.FOLDER, "The table of contents to restore can't be written: " + e, e);
        }
    }

    /** The arguments of pg_restore. */
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

    private Path toc(BackupArchive archive) throws BackupException, IOException {
        ArchiveToc toc =
                new ArchiveToc(read(archive, settings.database(), List.of("--list"), Progress.NONE, "listing"));
        return toc.without(Set.copyOf(AvailableExtensions.outOfReach(settings.database(), toc.extensions())));
    }

    private String read(
            BackupArchive archive, DatabaseUrl database, List<String> arguments, Progress progress, String phase)
            throws BackupException {
        return new PgRestore(settings.programs(), settings.timeLimit())
                .read(archive, database, arguments, progress, phase)
                .output();
    }
}
