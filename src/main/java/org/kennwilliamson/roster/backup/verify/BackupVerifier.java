package org.kennwilliamson.roster.backup.verify;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Requirements;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.ArchiveToc;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.backup.postgres.RowCounts;
import org.kennwilliamson.roster.backup.postgres.ScratchDatabase;
import org.kennwilliamson.roster.backup.postgres.SuitableClient;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Verifies a published file: reads it from the disk, decrypts it, restores it as a plain role, and counts the rows. */
public final class BackupVerifier {

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final Clock clock;

    public BackupVerifier(BackupSettings settings, BackupDirectory directory, Clock clock) {
        this.settings = settings;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Verifies a backup as the settings say. Throws if that says nothing about the file: no program, no
     * database. If the file isn't what its manifest says, the returned verification has failed.
     *
     * @param readers identities that open it
     */
    public Manifest.Verification verify(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        try {
            return switch (settings.verify()) {
                case OFF -> Manifest.Verification.NONE;
                case DECRYPT -> {
                    decrypt(manifest, readers, progress);
                    yield Manifest.Verification.verified(method(), clock.instant(), null);
                }
                case RESTORE -> restore(manifest, readers, progress);
            };
        } catch (BackupException e) {
            return Manifest.Verification.failed(method(), clock.instant(), verdict(e));
        }
    }

    /** Returns a failure that is the file's; throws one that isn't, such as that it can't be read at the moment. */
    public static String verdict(BackupException failure) throws BackupException {
        if (failure.reason() != FailureReason.PROOF) {
            throw failure;
        }
        return failure.getMessage();
    }

    /** Reads all that is in it. */
    public void decrypt(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        new PgRestore(new SuitableClient(settings.programs()).reading(manifest.dumpedBy()), settings.timeLimit())
                .read(
                        archive(manifest, readers),
                        settings.database(),
                        List.of("--file=/dev/null"),
                        progress,
                        "proving");
    }

    private Manifest.Verification restore(Manifest manifest, List<RecipientStanzaReader> readers, Progress progress)
            throws BackupException {
        ScratchDatabase.sweep(settings.database());
        try (ScratchDatabase scratch = ScratchDatabase.create(settings.database())) {
            ArchiveToc.Selection restored = new UnprivilegedRestore(settings)
                    .run(archive(manifest, readers), scratch.url(), progress, "proving");
            SortedMap<String, Long> rows = DatabaseCatalog.rows(scratch.url(), settings.timeLimit());
            RowCounts.requireSame(manifest.rows(), rows, restored);
            return Manifest.Verification.verified(
                    method(), clock.instant(), rows, leftOut(restored, manifest.requirements()));
        }
    }

    /** A tablespace is the machine's: everything was restored into the default one. */
    private static List<String> leftOut(ArchiveToc.Selection restored, Requirements needed) {
        return Stream.concat(restored.leftOut().stream(), needed.ofTheMachine().stream())
                .toList();
    }

    private String method() {
        return settings.verify().name().toLowerCase(Locale.ROOT);
    }

    private BackupArchive archive(Manifest manifest, List<RecipientStanzaReader> readers) {
        return BackupArchive.of(directory.resolve(manifest.file()), manifest, readers);
    }
}
