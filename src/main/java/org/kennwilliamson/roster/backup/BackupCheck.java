package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.List;

/**
 * Reads a published backup once more. The service has no key that opens an encrypted one: of that it tells whether the file
 * still is the one that was proved when it was made. One that isn't encrypted is restored anew.
 */
final class BackupCheck {

    private final BackupSettings settings;
    private final BackupFolder folder;
    private final BackupEvents events;
    private final Clock clock;

    BackupCheck(BackupSettings settings, BackupEvents events, Clock clock) {
        this.settings = settings;
        this.folder = BackupFolder.of(settings);
        this.events = events;
        this.clock = clock;
    }

    /** Gives what is known of it then; its manifest says so, too. */
    Manifest check(Manifest published, Progress progress) throws BackupException {
        return folder.whileHeld(() -> {
            progress.at("reading", 0);
            Manifest backup = folder.of(folder.resolve(published.file()));
            Manifest found = backup.with(found(backup, progress));
            if (found.verification().equals(backup.verification())) {
                events.unchanged(found);
            } else {
                folder.update(found);
                events.readBack(found);
            }
            return found;
        });
    }

    private Manifest.Verification found(Manifest backup, Progress progress) throws BackupException {
        boolean open = backup.encryption().equals("off") && settings.verify() != BackupSettings.Verify.OFF;
        return open ? new Proof(settings, folder, clock).of(backup, List.of(), progress) : byHash(backup, progress);
    }

    private Manifest.Verification byHash(Manifest backup, Progress progress) throws BackupException {
        try {
            folder.requireHash(backup, progress);
            return backup.verification();
        } catch (BackupException e) {
            if (e.reason() == Reason.PROOF) {
                return Manifest.Verification.failed("hash", clock.instant(), e.getMessage());
            }
            throw e;
        }
    }
}
