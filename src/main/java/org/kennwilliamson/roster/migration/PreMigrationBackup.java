package org.kennwilliamson.roster.migration;

import java.util.Arrays;
import java.util.function.Consumer;

import org.flywaydb.core.api.MigrationInfoService;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.VerifiedBackup;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.migration.MigrationSettings.BackupMode;
import org.kennwilliamson.roster.platform.config.Variables;

/** Creates a verified backup before a database that is in use is migrated. */
public final class PreMigrationBackup {

    private final MigrationSettings settings;
    private final Variables variables;
    private final AuditContext trail;
    private final Consumer<String> told;

    /** @param told gets a line for each thing that happens */
    public PreMigrationBackup(
            MigrationSettings settings, Variables variables, AuditContext trail, Consumer<String> told) {
        this.settings = settings;
        this.variables = variables;
        this.trail = trail;
        this.told = told;
    }

    /**
     * Creates it if there is something to migrate and something to lose. Blocks until that is done.
     *
     * @param migrations as they are now
     * @return whether the migration may go on: false while another process creates one, perhaps for the same reason
     * @throws NoBackupException if it is required and failed
     */
    public boolean isDone(MigrationInfoService migrations) throws NoBackupException {
        if (settings.backup() == BackupMode.OFF || !isNeeded(migrations)) {
            return true;
        }
        VerifiedBackup backup = new VerifiedBackup(variables, trail, told);
        if (settings.backup() == BackupMode.AUTO && !backup.isSetUp()) {
            told.accept("There is no backup before this migration: BACKUP_RECIPIENTS is not set");
            return true;
        }
        try {
            backup.make();
            return true;
        } catch (BackupException e) {
            if (e.reason() == FailureReason.BUSY) {
                return false;
            }
            throw new NoBackupException(e);
        }
    }

    private static boolean isNeeded(MigrationInfoService migrations) {
        return migrations.pending().length > 0
                && Arrays.stream(migrations.applied()).anyMatch(migration -> migration.getVersion() != null);
    }
}
