package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.RetentionPolicy;
import org.kennwilliamson.roster.backup.postgres.ScratchDatabase;
import org.kennwilliamson.roster.backup.postgres.ServerVersion;
import org.kennwilliamson.roster.backup.postgres.SuitableClient;
import org.kennwilliamson.roster.backup.postgres.UnreadableObjects;
import org.kennwilliamson.roster.backup.postgres.WaitObserver;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.UuidV7;

/** One run from its beginning to its end: refuse early, dump, verify, and only then prune. */
final class BackupJob {

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final BackupPublisher publisher;
    private final Dumper dumper;
    private final BackupVerifier verifier;
    private final BackupAudit audit;
    private final Clock clock;

    BackupJob(BackupSettings settings, BackupAudit audit, Clock clock, String rosterVersion) {
        this.settings = settings;
        this.directory = settings.directory();
        this.publisher = new BackupPublisher(directory);
        this.dumper = new Dumper(settings, directory, clock, rosterVersion);
        this.verifier = new BackupVerifier(settings, directory, clock);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Creates a backup and verifies it. Blocks until that is done.
     *
     * @param id of {@link UuidV7}: the run's, and the backup's
     * @return what was published; its verification may have failed
     * @throws BackupException if it failed: earlier backups are as they were
     */
    Manifest run(UUID id, Progress progress) throws BackupException {
        try {
            return WaitObserver.during(settings.database(), () -> made(id, progress));
        } catch (BackupException e) {
            if (e.reason() != FailureReason.BUSY) {
                audit.failed(id, e);
            }
            throw e;
        }
    }

    /**
     * Deletes the backups that are expired, and returns them.
     *
     * @param dryRun if true, nothing is deleted
     */
    List<Manifest> prune(boolean dryRun) throws BackupException {
        return dryRun ? expired() : DirectoryLock.whileLocked(directory, () -> removed(expired()));
    }

    private Manifest made(UUID id, Progress progress) throws BackupException {
        List<AgeRecipient> recipients = settings.parsedRecipients();
        requirePrograms();
        if (settings.verify() == BackupSettings.Verify.RESTORE) {
            ScratchDatabase.requireAllowed(settings.database());
        }
        UnreadableObjects.requireNone(settings.database());
        return DirectoryLock.whileLocked(directory, () -> {
            // Opens this one file, and is forgotten with this run.
            AgeIdentity ownKey = AgeIdentity.generate();
            Manifest made = dumper.make(id, recipients, readableBy(recipients, ownKey), progress);
            audit.made(made);
            Manifest verified = verify(made, ownKey, progress);
            if (!verified.hasFailedVerification()) {
                progress.at("pruning", verified.size());
                removed(expired());
            }
            return verified;
        });
    }

    private List<Manifest> expired() throws BackupException {
        return RetentionPolicy.of(settings).expired(directory.list(), clock.instant());
    }

    private List<Manifest> removed(List<Manifest> expired) throws IOException {
        for (Manifest backup : expired) {
            publisher.remove(backup);
            audit.removed(backup);
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

    private Manifest verify(Manifest made, AgeIdentity ownKey, Progress progress) throws BackupException, IOException {
        List<RecipientStanzaReader> readers = List.of(ownKey.reader());
        Manifest verified = made.with(verifier.verify(made, readers, progress));
        publisher.update(verified);
        if (verified.isVerified() || verified.hasFailedVerification()) {
            audit.verification(verified);
        }
        return verified;
    }

    private void requirePrograms() throws BackupException {
        ServerVersion server = ServerVersion.of(settings.database());
        SuitableClient client = new SuitableClient(settings.programs());
        client.own("pg_dump", server);
        client.own("pg_restore", server);
    }
}
