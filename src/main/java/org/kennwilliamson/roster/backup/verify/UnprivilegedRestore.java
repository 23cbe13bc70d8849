package org.kennwilliamson.roster.backup.verify;

import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.ArchiveToc;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.backup.postgres.RestoreRights;
import org.kennwilliamson.roster.backup.postgres.ServerVersion;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Fills a scratch database as a plain role: it owns everything, and what it may not create is left out. */
final class UnprivilegedRestore {

    private final BackupSettings settings;

    UnprivilegedRestore(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Restores a published file, all of it that a plain role may create, or nothing.
     *
     * @param phase for the progress
     * @return what that is
     */
    ArchiveToc.Selection run(BackupArchive archive, DatabaseUrl into, Progress progress, String phase)
            throws BackupException {
        PgRestore restore = PgRestore.suiting(
                archive, ServerVersion.of(settings.database()), settings.programs(), settings.timeLimit());
        ArchiveToc toc = restore.toc(archive, settings.database(), Progress.NONE, "listing");
        ArchiveToc.Selection selection =
                RestoreRights.of(into, toc, archive.requirements()).forScratch(toc);
        restore.restore(archive, selection, into, arguments(into), progress, phase);
        return selection;
    }

    /** The arguments of pg_restore. */
    static List<String> arguments(DatabaseUrl into) {
        return List.of(
                "--dbname=" + into.database(),
                "--no-owner",
                "--no-privileges",
                "--no-tablespaces",
                "--no-password",
                "--single-transaction",
                "--exit-on-error");
    }
}
