package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.RetentionPolicy;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.ScratchDatabase;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.UuidV7;

/** One run from its beginning to its end: refuse early, dump, prove, and only then remove what has had its time. */
final class BackupJob {

    private final BackupSettings settings;
    private final BackupDirectory folder;
    private final Dumper dump;
    private final BackupVerifier proof;
    private final BackupAudit events;
    private final Clock clock;

    BackupJob(BackupSettings settings, BackupAudit events, Clock clock, String rosterVersion) {
        this.settings = settings;
        this.folder = settings.directory();
        this.dump = new Dumper(settings, folder, clock, rosterVersion);
        this.proof = new BackupVerifier(settings, folder, clock);
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a backup and proves it. Blocks until that is done.
     *
     * @param id of {@link UuidV7}: the run's, and the backup's
     * @return what was published; its verification may have failed
     * @throws BackupException where nothing more can be said of it: earlier backups are as they were
     */
    Manifest run(UUID id, Progress progress) throws BackupException {
        try {
            return made(id, progress);
        } catch (BackupException e) {
            if (e.reason() != FailureReason.BUSY) {
                events.failed(id, e);
            }
            throw e;
        }
    }

    /**
     * Removes the backups that have had their time, and gives them.
     *
     * @param dryRun whether they stay after all
     */
    List<Manifest> prune(boolean dryRun) throws BackupException {
        return dryRun ? expired() : folder.whileHeld(() -> removed(expired()));
    }

    private Manifest made(UUID id, Progress progress) throws BackupException {
        List<AgeRecipient> recipients = settings.parsedRecipients();
        requirePrograms();
        if (settings.verify() == BackupSettings.Verify.RESTORE) {
            ScratchDatabase.requireAllowed(settings.database());
        }
        return folder.whileHeld(() -> {
            // Opens this one file, and is forgotten with this run.
            AgeIdentity ownKey = AgeIdentity.generate();
            Manifest made = dump.make(id, recipients, readableBy(recipients, ownKey), progress);
            events.made(made);
            Manifest proved = prove(made, ownKey, progress);
            if (!proved.isRefuted()) {
                progress.at("pruning", proved.size());
                removed(expired());
            }
            return proved;
        });
    }

    private List<Manifest> expired() throws BackupException {
        return RetentionPolicy.of(settings).expired(folder.list(), clock.instant());
    }

    private List<Manifest> removed(List<Manifest> expired) throws BackupException {
        for (Manifest backup : expired) {
            folder.remove(backup);
            events.removed(backup);
        }
        return expired;
    }

    private List<AgeRecipient> readableBy(List<AgeRecipient> recipients, AgeIdentity ownKey) {
        if (!settings.encrypted()) {
            return List.of();
        }
        List<AgeRecipient> all = new ArrayList<>(recipients);
        all.add(ownKey.recipient());
        return all;
    }

    private Manifest prove(Manifest made, AgeIdentity ownKey, Progress progress) throws BackupException {
        List<RecipientStanzaReader> readers = List.of(ownKey.reader());
        Manifest proved = made.with(proof.of(made, readers, progress));
        folder.update(proved);
        if (proved.isVerified() || proved.isRefuted()) {
            events.readBack(proved);
        }
        return proved;
    }

    private void requirePrograms() throws BackupException {
        ClientPrograms.Program pgDump = settings.programs().find("pg_dump");
        ClientPrograms.Program pgRestore = settings.programs().find("pg_restore");
        if (pgRestore.major() < pgDump.major()) {
            throw new BackupException(
                    FailureReason.PROGRAM,
                    "pg_restore " + pgRestore.version() + " is older than pg_dump " + pgDump.version()
                            + ", and can't read what it writes");
        }
    }
}
