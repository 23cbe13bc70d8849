package org.kennwilliamson.roster.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.backup.CopyInspection;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.config.Variables;

/** Whether the next backup can be created, and the last one is there. */
final class BackupChecks {

    private static final String CREATE = "roster backup create";

    private final Variables variables;
    private final Clock clock;

    BackupChecks(Variables variables, Clock clock) {
        this.variables = variables;
        this.clock = clock;
    }

    List<Check> all() {
        return List.of(
                check("recipients", BackupChecks::recipients),
                check("backup-dir", BackupChecks::directory),
                check("backup-key", BackupChecks::key),
                check("disk", BackupChecks::disk),
                check("backups", this::backups),
                check("copies", this::copies));
    }

    private interface BackupQuestion {
        Finding ask(BackupInspection backups) throws BackupException;
    }

    private Check check(String name, BackupQuestion question) {
        return new Check(name, () -> question.ask(BackupInspection.of(variables)));
    }

    private static Finding recipients(BackupInspection backups) {
        if (!backups.isEncrypted()) {
            return Finding.warn(
                    "BACKUP_ENCRYPTION is off: whoever can read BACKUP_DIR can read the database",
                    "BACKUP_ENCRYPTION=age, unless the volume is encrypted by itself");
        }
        try {
            int count = backups.recipients();
            return Finding.ok(count + (count == 1 ? " recipient" : " recipients") + " can open the next backup");
        } catch (BackupException e) {
            return trouble(
                    backups,
                    e.getMessage(),
                    "on another machine: roster backup keygen FILE; then BACKUP_RECIPIENTS=age1…");
        }
    }

    private static Finding directory(BackupInspection backups) {
        Path directory = backups.directory();
        if (!Files.exists(directory)) {
            return Finding.warn(
                    directory + " isn't there: the first backup creates it",
                    "mkdir -m 700 " + directory + ", or mount its volume");
        }
        try {
            backups.writeSomething();
        } catch (BackupException e) {
            return trouble(backups, e.getMessage(), "make it a directory that Roster's user may write into");
        }
        return FileModes.isOpenToAll(directory)
                ? Finding.warn(
                        directory + " can be read by everybody (" + FileModes.text(directory) + ")",
                        "chmod o= " + directory)
                : Finding.ok(directory + " is writable");
    }

    private static Finding key(BackupInspection backups) throws BackupException {
        List<String> identities = backups.identities();
        return identities.isEmpty()
                ? Finding.ok("no identity lies beside the backups")
                : Finding.warn(
                        Finding.listed(identities) + " opens the backups that it lies beside",
                        "keep it on another machine, and remove it from " + backups.directory());
    }

    private static Finding disk(BackupInspection backups) throws BackupException {
        try {
            backups.requireRoomForTwo();
            return Finding.ok((backups.room() >> 20) + " MiB left, enough for twice the last backup");
        } catch (BackupException e) {
            return trouble(backups, e.getMessage(), "free some of it, or lower BACKUP_RETENTION_DAYS");
        }
    }

    private Finding backups(BackupInspection backups) throws BackupException {
        Instant now = clock.instant();
        BackupInspection.State state = backups.state(now);
        if (state.failedVerification().isPresent()) {
            return trouble(
                    backups,
                    "verification of the last one failed: "
                            + state.failedVerification().get(),
                    CREATE + " tells more");
        }
        if (state.newest().isEmpty()) {
            return trouble(backups, "there is no verified backup", CREATE);
        }
        String age = state.count() + ", the newest verified one "
                + age(state.newest().get(), now) + " old";
        if (state.isLate()) {
            return trouble(
                    backups,
                    age + ": one was due since " + state.due().orElseThrow(),
                    CREATE + "; then look for the reason in the service's log");
        }
        return state.faults().isEmpty()
                ? Finding.ok(age)
                : Finding.warn(Finding.listed(state.faults()), "move what is no backup elsewhere");
    }

    private Finding copies(BackupInspection backups) {
        CopyInspection copies = CopyInspection.of(variables);
        if (copies.place().isEmpty()) {
            String alone = "BACKUP_COPY_URL is not set: what only BACKUP_DIR has is lost with its disk";
            return backups.isScheduled()
                    ? Finding.warn(alone, "BACKUP_COPY_URL=s3://bucket/prefix, or file:///… on another machine's disk")
                    : Finding.ok(alone);
        }
        try {
            CopyInspection.Copies found = copies.copies();
            return found.faults().isEmpty()
                    ? rights(found.count() + " in " + copies.place().get(), copies)
                    : trouble(backups, Finding.listed(found.faults()), "roster backup copy --missing");
        } catch (BackupException e) {
            return trouble(
                    backups,
                    e.getMessage(),
                    "see what the message names: the disk, the bucket's rights, BACKUP_COPY_URL");
        }
    }

    private static Finding rights(String found, CopyInspection copies) {
        try {
            List<String> needless = copies.needlessRights();
            return needless.isEmpty()
                    ? Finding.ok(found)
                    : Finding.warn(
                            found + ", and its key may delete them (" + String.join(", ", needless)
                                    + "): so may whoever breaks in here",
                            "a key that has only the rights of deploy/aws/backup-copies-policy.json");
        } catch (BackupException e) {
            return Finding.ok(found + "; whether its key may delete them can't be told: " + e.getMessage());
        }
    }

    /** FAIL if there can't be backups; WARN if none are scheduled, since something else may create them. */
    static Finding trouble(BackupInspection backups, String message, String remedy) {
        return backups.isScheduled() ? Finding.fail(message, remedy) : Finding.warn(message, remedy);
    }

    static String age(Instant moment, Instant now) {
        Duration age = Duration.between(moment, now);
        return age.toDays() > 1
                ? age.toDays() + " days"
                : age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
