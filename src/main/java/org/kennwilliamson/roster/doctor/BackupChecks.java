package org.kennwilliamson.roster.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.config.Variables;

/** Whether the next backup can be made, and the last one is there. */
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
                check("backup-dir", BackupChecks::folder),
                check("backup-key", BackupChecks::key),
                check("disk", BackupChecks::disk),
                check("backups", this::backups));
    }

    private interface Look {
        Answer at(BackupInspection backups) throws BackupException;
    }

    private Check check(String name, Look look) {
        return new Check(name, () -> look.at(BackupInspection.of(variables)));
    }

    private static Answer recipients(BackupInspection backups) {
        if (!backups.isEncrypted()) {
            return Answer.warn(
                    "BACKUP_ENCRYPTION is off: whoever reads the folder reads the database",
                    "BACKUP_ENCRYPTION=age, unless the volume is encrypted by itself");
        }
        try {
            int count = backups.recipients();
            return Answer.ok(count + (count == 1 ? " key opens" : " keys open") + " the next backup");
        } catch (BackupException e) {
            return Trouble.answer(
                    backups,
                    e.getMessage(),
                    "on another machine: roster backup keygen FILE; then BACKUP_RECIPIENTS=age1…");
        }
    }

    private static Answer folder(BackupInspection backups) {
        Path folder = backups.directory();
        if (!Files.exists(folder)) {
            return Answer.warn(
                    folder + " isn't there: the first backup makes it",
                    "mkdir -m 700 " + folder + ", or mount its volume");
        }
        try {
            backups.writeSomething();
        } catch (BackupException e) {
            return Trouble.answer(
                    backups, e.getMessage(), "make it a folder that the user Roster runs as may write into");
        }
        return FileModes.isOpenToAll(folder)
                ? Answer.warn(
                        folder + " can be looked into by everybody (" + FileModes.text(folder) + ")",
                        "chmod o= " + folder)
                : Answer.ok(folder + " can be written");
    }

    private static Answer key(BackupInspection backups) throws BackupException {
        List<String> identities = backups.identities();
        return identities.isEmpty()
                ? Answer.ok("no key lies beside the backups")
                : Answer.warn(
                        Answer.listed(identities) + " opens the backups that it lies beside",
                        "keep it on another machine, and remove it from " + backups.directory());
    }

    private static Answer disk(BackupInspection backups) throws BackupException {
        try {
            backups.requireRoomForTwo();
            return Answer.ok((backups.room() >> 20) + " MiB left, enough for twice the last backup");
        } catch (BackupException e) {
            return Trouble.answer(backups, e.getMessage(), "free some of it, or lower BACKUP_RETENTION_DAYS");
        }
    }

    private Answer backups(BackupInspection backups) throws BackupException {
        Instant now = clock.instant();
        BackupInspection.State state = backups.state(now);
        if (state.failedVerification().isPresent()) {
            return Trouble.answer(
                    backups, "the last one failed its proof: " + state.failedVerification().get(), CREATE + " says more");
        }
        if (state.newest().isEmpty()) {
            return Trouble.answer(backups, "there is no verified one", CREATE);
        }
        String age = state.count() + ", the newest verified one "
                + age(state.newest().get(), now) + " old";
        if (state.isLate()) {
            return Trouble.answer(
                    backups,
                    age + ": one was due since " + state.due().orElseThrow(),
                    CREATE + "; then look for the reason in the service's log");
        }
        return state.faults().isEmpty()
                ? Answer.ok(age)
                : Answer.warn(Answer.listed(state.faults()), "move what is no backup elsewhere");
    }

    private static String age(Instant moment, Instant now) {
        Duration age = Duration.between(moment, now);
        return age.toDays() > 1
                ? age.toDays() + " days"
                : age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
