package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.function.Consumer;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.cli.BuildVersion;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.UuidV7;

/** A verified backup right before something that can't be taken back. */
public final class VerifiedBackup {

    private final BackupSettings settings;
    private final AuditContext trail;
    private final Consumer<String> told;

    /**
     * @param trail the actor
     * @param told gets a line for each thing that happens
     */
    public VerifiedBackup(Variables variables, AuditContext trail, Consumer<String> told) {
        // This one is verified also if others aren't.
        this.settings = BackupSettings.from(
                variables.text(Setting.BACKUP_VERIFY).equals("off")
                        ? variables.with(Setting.BACKUP_VERIFY, "decrypt")
                        : variables);
        this.trail = trail;
        this.told = told;
    }

    /** Whether backups are set up: there are recipients, or encryption is off. */
    public boolean isSetUp() {
        return !settings.encrypted() || !settings.recipients().isBlank();
    }

    /**
     * Creates it. Blocks until it is verified.
     *
     * @throws BackupException if there is none in the end; BUSY if another one is running
     */
    public void make() throws BackupException {
        Clock clock = Clock.systemUTC();
        BackupAudit audit = new BackupAudit(settings, trail, told);
        Manifest made = new BackupJob(settings, audit, clock, BuildVersion.text())
                .run(UuidV7.at(clock.instant()), Progress.NONE);
        if (made.hasFailedVerification()) {
            throw new BackupException(
                    FailureReason.PROOF,
                    "Verification of the backup failed: " + made.verification().reason());
        }
        told.accept("Before the migration, " + made.file() + " was created: " + Backup.state(made));
    }
}
