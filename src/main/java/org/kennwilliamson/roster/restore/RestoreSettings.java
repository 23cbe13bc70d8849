package org.kennwilliamson.roster.restore;

import java.time.Duration;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.backup.postgres.ServerVersion;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * What a restore needs to know of its surroundings: nothing of the directory of backups, which may be gone.
 *
 * @param database as whom and on which server
 */
record RestoreSettings(DatabaseUrl database, ClientPrograms programs) {

    /** The operator watches a restore, and stops it if it takes too long. */
    static final Duration TIME_LIMIT = Duration.ofDays(30);

    /**
     * Reads it.
     *
     * @throws InvalidSettingException if it is unset or invalid
     */
    static RestoreSettings from(Variables variables) {
        DatabaseUrl database = DatabaseAccount.OWNER
                .find(variables)
                .orElseThrow(() -> new InvalidSettingException(
                        "Neither MIGRATION_DATABASE_URL nor DATABASE_URL is set: where to restore to, and as whom"));
        return new RestoreSettings(database, ClientPrograms.from(variables));
    }

    /** The pg_restore that suits this file and this server. */
    PgRestore pgRestore(BackupArchive file, ServerVersion server) throws BackupException {
        return PgRestore.suiting(file, server, programs, TIME_LIMIT);
    }
}
