package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.database.DatabaseUrl;

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
            if (e.reason() == Reason.PROOF) {
                return Manifest.Verification.failed(method, clock.instant(), e.getMessage());
            }
            throw e;
        }
    }

    /** Reads all that is in it. */
    void decrypt(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress) throws BackupException {
        run(manifest, readers, progress, settings.database(), List.of("--file=/dev/null"));
    }

    private SortedMap<String, Long> restore(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        Scratch.sweep(settings.database());
        try (Scratch scratch = Scratch.create(settings.database())) {
            Path list = contents(manifest, readers);
            try {
                run(manifest, readers, progress, scratch.url(), restoring(scratch.url(), list));
            } finally {
                Files.deleteIfExists(list);
            }
            SortedMap<String, Long> rows = Snapshot.rows(scratch.url());
            RowCounts.requireSame(manifest.rows(), rows);
            return rows;
        } catch (IOException e) {
            throw new BackupException(Reason.FOLDER, "The list of what is restored can't be written: " + e, e);
        }
    }

    private static List<String> restoring(DatabaseUrl into, Path list) {
        return List.of(
                "--dbname=" + into.database(),
                "--use-list=" + list,
                "--no-owner",
                "--no-privileges",
                "--no-password",
                "--single-transaction",
                "--exit-on-error");
    }

    private Path contents(Manifest manifest, List<RecipientStanzaReader> readers) throws BackupException, IOException {
        Contents contents = new Contents(run(manifest, readers, Progress.NONE, settings.database(), List.of("--list")));
        return contents.without(Set.copyOf(Extensions.outOfReach(settings.database(), contents.extensions())));
    }

    /** Lets pg_restore read all of the file, and gives what it writes. */
    private String run(
            Manifest manifest,
            List<RecipientStanzaReader> readers,
            Progress progress,
            DatabaseUrl database,
            List<String> arguments)
            throws BackupException {
        BackupFile file = BackupFile.of(folder.resolve(manifest.file()), manifest, readers);
        return new PgRestore(settings.programs(), settings.timeLimit())
                .read(file, database, arguments, progress, "proving")
                .output();
    }
}
