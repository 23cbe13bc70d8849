package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/**
 * Reads a published backup once more. The service has no key that opens an encrypted one: of that it tells whether the file
 * still is the one that was proved when it was made. One that isn't encrypted is restored anew.
 *
 * <p>A hash that is wrong makes a backup a failed one, and {@code hash} is added to its method; what was proved before, by
 * what, when and with how many rows, stays in the manifest. So a hash that is right later makes it what it was: verified as
 * of then, or published where nobody had proved it. A failed restore isn't taken back by a hash.
 */
final class RecheckJob {

    private static final String HASH = "hash";
    private static final String AND_HASH = ", " + HASH;

    private final BackupSettings settings;
    private final BackupDirectory folder;
    private final BackupAudit events;
    private final Clock clock;

    RecheckJob(BackupSettings settings, BackupAudit events, Clock clock) {
        this.settings = settings;
        this.folder = settings.directory();
        this.events = events;
        this.clock = clock;
    }

    /** Gives what is known of it then; its manifest says so, too. */
    Manifest check(Manifest published, Progress progress) throws BackupException {
        return folder.whileHeld(() -> {
            progress.at("reading", 0);
            Manifest backup = folder.of(folder.resolve(published.file()));
            Manifest found = backup.with(found(backup, progress));
            boolean changed = !found.verification().equals(backup.verification());
            if (changed) {
                folder.update(found);
            }
            if (found.isRefuted() || changed && found.isVerified()) {
                events.readBack(found);
            } else {
                events.unchanged(found);
            }
            return found;
        });
    }

    private Manifest.Verification found(Manifest backup, Progress progress) throws BackupException {
        boolean open = backup.encryption().equals("off") && settings.verify() != BackupSettings.Verify.OFF;
        return open
                ? new BackupVerifier(settings, folder, clock).of(backup, List.of(), progress)
                : byHash(backup, progress);
    }

    private Manifest.Verification byHash(Manifest backup, Progress progress) throws BackupException {
        Manifest before = backup.with(beforeHash(backup.verification()));
        try {
            folder.requireHash(backup, progress);
            return before.verification();
        } catch (BackupException e) {
            return refuted(before, BackupVerifier.verdict(e));
        }
    }

    private Manifest.Verification refuted(Manifest before, String reason) {
        Manifest.Verification known = before.verification();
        if (before.isVerified()) {
            return new Manifest.Verification("failed", known.method() + AND_HASH, known.at(), known.rows(), reason);
        }
        return before.isRefuted()
                ? Manifest.Verification.failed(known.method(), known.at(), reason)
                : Manifest.Verification.failed(HASH, clock.instant(), reason);
    }

    /** What was known before the hash spoke against it; what spoke against it otherwise stays. */
    private static Manifest.Verification beforeHash(Manifest.Verification known) {
        if (known.method().equals(HASH)) {
            return Manifest.Verification.NONE;
        }
        String method = known.method();
        return method.endsWith(AND_HASH)
                ? Manifest.Verification.verified(
                        method.substring(0, method.length() - AND_HASH.length()), known.at(), known.rows())
                : known;
    }
}
