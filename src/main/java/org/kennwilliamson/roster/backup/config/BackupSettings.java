package org.kennwilliamson.roster.backup.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * The validated {@code BACKUP_…} variables; the same for the service and for the commands.
 *
 * @param database URL of backups and test restores
 * @param service URL that audit events are written over; empty if it is unset
 * @param schedule when the service creates backups by itself; empty if it never does
 * @param recipients the list as it was written: it is validated when a backup begins
 * @param copyUrl where a copy of each backup goes; empty if nowhere
 * @param copyMaxRate how many bytes a second copying may take; 0 for no limit
 * @param timeLimit how long pg_dump, pg_restore or a copy may take
 */
@Singleton
public record BackupSettings(
        DatabaseUrl database,
        Optional<DatabaseUrl> service,
        Path directoryPath,
        Optional<CronSchedule> schedule,
        boolean encrypted,
        String recipients,
        Verify verify,
        int retentionDays,
        int keepMinimum,
        int keepWeekly,
        int keepMonthly,
        Optional<CopyUrl> copyUrl,
        long copyMaxRate,
        Duration timeLimit,
        ClientPrograms programs) {

    /** What is done with a file once it is published. */
    public enum Verify {
        RESTORE,
        DECRYPT,
        OFF
    }

    @Inject
    BackupSettings(Variables variables) {
        this(
                DatabaseAccount.BACKUP.url(variables),
                DatabaseAccount.SERVICE.find(variables),
                variables
                        .path(Setting.BACKUP_DIR)
                        .orElseThrow()
                        .toAbsolutePath()
                        .normalize(),
                CronSchedule.parse(variables.text(Setting.BACKUP_SCHEDULE)),
                variables.text(Setting.BACKUP_ENCRYPTION).equals("age"),
                variables.find(Setting.BACKUP_RECIPIENTS).orElse(""),
                variables.choice(
                        Setting.BACKUP_VERIFY,
                        Map.of("restore", Verify.RESTORE, "decrypt", Verify.DECRYPT, "off", Verify.OFF)),
                variables.number(Setting.BACKUP_RETENTION_DAYS),
                variables.number(Setting.BACKUP_KEEP_MINIMUM),
                variables.number(Setting.BACKUP_KEEP_WEEKLY),
                variables.number(Setting.BACKUP_KEEP_MONTHLY),
                variables.find(Setting.BACKUP_COPY_URL).map(text -> CopyUrl.of(text, variables)),
                (long) variables.number(Setting.BACKUP_COPY_MAX_RATE) << 20,
                Duration.ofMinutes(variables.number(Setting.BACKUP_TIME_LIMIT)),
                ClientPrograms.from(variables));
    }

    /**
     * Reads them.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if one of them is invalid
     */
    public static BackupSettings from(Variables variables) {
        return new BackupSettings(variables);
    }

    /** The directory of this database's backups. */
    public BackupDirectory directory() {
        return new BackupDirectory(directoryPath, database.database());
    }

    /** Who can open a backup: none are needed if nothing is encrypted. */
    public List<AgeRecipient> parsedRecipients() throws BackupException {
        return encrypted ? AgeRecipient.parse(recipients) : List.of();
    }
}
