package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Proves a published file: reads it back from the disk, decrypts it, restores it as a plain role, and counts. */
final class Proof {

    private final BackupSettings settings;
    private final BackupFolder folder;
    private final Clock clock;

    Proof(BackupSettings settings, BackupFolder folder, Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Reads a backup back, in the way that the settings say. Throws for what says nothing about the file: no program, no
     * database; a file that isn't what its manifest says is told in the answer.
     *
     * @param readers what opens it
     */
    Manifest.Verification of(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        String method = settings.verify().name().toLowerCase(Locale.ROOT);
        try {
            return switch (settings.verify()) {
                case OFF -> Manifest.Verification.NONE;
                case DECRYPT -> {
                    decrypt(manifest, readers, progress);
                    yield Manifest.Verification.verified(method, clock.instant(), null);
                }
                case RESTORE ->
                    Manifest.Verification.verified(method, clock.instant(), restore(manifest, readers, progress));
            };
        } catch (BackupException e) {
            return Manifest.Verification.failed(method, clock.instant(), verdict(e));
        }
    }

    /** What a failure says about the file; throws what says nothing about it, as that it can't be read just now. */
    static String verdict(BackupException failure) throws BackupException {
        if (failure.reason() != Reason.PROOF) {
            throw failure;
        }
        return failure.getMessage();
    }

    /** Reads all that is in it. */
    void decrypt(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress) throws BackupException {
        new PgRestore(settings.programs(), settings.timeLimit())
                .read(file(manifest, readers), settings.database(), List.of("--file=/dev/null"), progress, "proving");
    }

    private SortedMap<String, Long> restore(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        Scratch.sweep(settings.database());
        try (Scratch scratch = Scratch.create(settings.database())) {
            new PlainRestore(settings).run(file(manifest, readers), scratch.url(), progress, "proving");
            SortedMap<String, Long> rows = Snapshot.rows(scratch.url());
            RowCounts.requireSame(manifest.rows(), rows);
            return rows;
        }
    }

    private BackupFile file(Manifest manifest, List<RecipientStanzaReader> readers) {
        return BackupFile.of(folder.resolve(manifest.file()), manifest, readers);
    }
}
