package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.WaitObserver;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/**
 * Verifies a published backup again. The service has no identity that opens an encrypted one: of that it tells whether
 * the file still is the one that was verified when it was created. One that isn't encrypted is restored again.
 *
 * <p>A hash that is wrong makes a backup a failed one, and {@code hash} is added to its method; what was verified before,
 * by what, when and with how many rows, stays in the manifest. So a hash that is right later makes it what it was: verified
 * as of then, or published if it wasn't verified. A failed restore isn't taken back by a hash.
 */
final class RecheckJob {

    private static final String HASH = "hash";
    private static final String AND_HASH = ", " + HASH;

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final BackupAudit audit;
    private final Clock clock;

    RecheckJob(BackupSettings settings, BackupAudit audit, Clock clock) {
        this.settings = settings;
        this.directory = settings.directory();
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns what is known of it then; its manifest says so, too. */
    Manifest verify(Manifest published, Progress progress) throws BackupException {
        return WaitObserver.during(settings.database(), () -> verified(published, progress));
    }

    private Manifest verified(Manifest published, Progress progress) throws BackupException {
        return DirectoryLock.whileLocked(directory, () -> {
            progress.at("reading", 0);
            Manifest backup = directory.of(directory.resolve(published.file()));
            Manifest found = backup.with(verification(backup, progress));
            boolean changed = !found.verification().equals(backup.verification());
            if (changed) {
                new BackupPublisher(directory).update(found);
            }
            if (found.hasFailedVerification() || changed && found.isVerified()) {
                audit.verification(found);
            } else {
                audit.unchanged(found);
            }
            return found;
        });
    }

    private Manifest.Verification verification(Manifest backup, Progress progress) throws BackupException {
        boolean open = backup.encryption().equals("off") && settings.verify() != BackupSettings.Verify.OFF;
        return open
                ? new BackupVerifier(settings, directory, clock).verify(backup, List.of(), progress)
                : verifyHash(backup, progress);
    }

    private Manifest.Verification verifyHash(Manifest backup, Progress progress) throws BackupException {
        Manifest before = backup.with(beforeHash(backup.verification()));
        try {
            directory.requireHash(backup, progress);
            return before.verification();
        } catch (BackupException e) {
            return failed(before, BackupVerifier.verdict(e));
        }
    }

    private Manifest.Verification failed(Manifest before, String reason) {
        Manifest.Verification known = before.verification();
        if (before.isVerified()) {
            return new Manifest.Verification(
                    "failed", known.method() + AND_HASH, known.at(), known.rows(), reason, known.leftOut());
        }
        return before.hasFailedVerification()
                ? Manifest.Verification.failed(known.method(), known.at(), reason)
                : Manifest.Verification.failed(HASH, clock.instant(), reason);
    }

    /** What was known before the hash was wrong; another failure stays. */
    private static Manifest.Verification beforeHash(Manifest.Verification known) {
        if (known.method().equals(HASH)) {
            return Manifest.Verification.NONE;
        }
        String method = known.method();
        return method.endsWith(AND_HASH)
                ? Manifest.Verification.verified(
                        method.substring(0, method.length() - AND_HASH.length()),
                        known.at(),
                        known.rows(),
                        known.leftOut())
                : known;
    }
}
