package org.kennwilliamson.roster.backup.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.ArchiveToc;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.DumpPipe;
import org.kennwilliamson.roster.backup.postgres.PgProcess;
import org.kennwilliamson.roster.backup.postgres.ScratchDatabase;
import org.kennwilliamson.roster.backup.postgres.ServerVersion;
import org.kennwilliamson.roster.backup.postgres.SuitableClient;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** A copy of a database to try something out on, which belongs to the backup role and is dropped when it is closed. */
public final class DatabaseCopy implements AutoCloseable {

    private final BackupSettings settings;
    private final ScratchDatabase scratch;
    private final ArchiveToc.Selection copied;

    private DatabaseCopy(BackupSettings settings, ScratchDatabase scratch, ArchiveToc.Selection copied) {
        this.settings = settings;
        this.scratch = scratch;
        this.copied = copied;
    }

    /** Copies the live database, which goes on working. Nothing is written to this machine's disk. */
    public static DatabaseCopy ofLive(Variables variables) throws BackupException {
        return filled(BackupSettings.from(variables), DatabaseCopy::pipe);
    }

    /**
     * Restores a backup into the copy.
     *
     * @param identity file that opens it; null if it isn't encrypted
     */
    public static DatabaseCopy ofBackup(Variables variables, Path file, Path identity) throws BackupException {
        BackupArchive found = BackupArchive.find(file);
        if (found.encrypted() && identity == null) {
            throw new BackupException(FailureReason.RECIPIENT, file + " is encrypted: pass --identity KEY");
        }
        BackupArchive opened = found.openedBy(found.encrypted() ? AgeIdentity.readers(identity) : List.of());
        return filled(BackupSettings.from(variables), (settings, into) -> new UnprivilegedRestore(settings)
                .run(opened, into, Progress.NONE, "copying"));
    }

    /** Its URL, as the role that may change it. */
    public DatabaseUrl url() {
        return scratch.url();
    }

    /** What isn't in it, since a plain role can't restore it; without extensions, which a copy is never given. */
    public List<String> leftOut() {
        return copied.objectsLeftOut();
    }

    /** How many rows each table has. */
    public SortedMap<String, Long> rows() throws BackupException {
        return DatabaseCatalog.rows(scratch.url(), settings.timeLimit());
    }

    /** The schema as pg_dump writes it, without rights, in a form that can be compared. */
    public String schema() throws BackupException {
        List<String> arguments = List.of("--schema-only", "--no-owner", "--no-privileges", "--no-password");
        try (PgProcess process =
                PgProcess.start(own(settings, "pg_dump"), scratch.url(), settings.timeLimit(), arguments)) {
            String schema = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            process.requireSuccess(FailureReason.DUMP);
            // Newer versions put \restrict with a random word around a dump.
            return schema.lines()
                    .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new BackupException(FailureReason.DUMP, "The output of pg_dump can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        scratch.close();
    }

    private interface CopySource {
        ArchiveToc.Selection fill(BackupSettings settings, DatabaseUrl into) throws BackupException;
    }

    private static DatabaseCopy filled(BackupSettings settings, CopySource source) throws BackupException {
        ScratchDatabase.sweep(settings.database());
        ScratchDatabase scratch = ScratchDatabase.create(settings.database());
        try {
            return new DatabaseCopy(settings, scratch, source.fill(settings, scratch.url()));
        } catch (BackupException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static ClientPrograms.Program own(BackupSettings settings, String name) throws BackupException {
        return new SuitableClient(settings.programs()).own(name, ServerVersion.of(settings.database()));
    }

    private static ArchiveToc.Selection pipe(BackupSettings settings, DatabaseUrl into) throws BackupException {
        return new DumpPipe(settings.programs(), settings.timeLimit())
                .copy(settings.database(), into, UnprivilegedRestore.arguments(into));
    }
}
