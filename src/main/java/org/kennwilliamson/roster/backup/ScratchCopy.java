package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** A copy of a database to try something out on, which belongs to the backup role and is dropped when it is closed. */
public final class ScratchCopy implements AutoCloseable {

    private final BackupSettings settings;
    private final Scratch scratch;

    private ScratchCopy(BackupSettings settings, Scratch scratch) {
        this.settings = settings;
        this.scratch = scratch;
    }

    /** Copies the live database, which goes on working. Nothing of it touches the disk. */
    public static ScratchCopy ofLive(UnaryOperator<String> variables) throws BackupException {
        return filled(BackupSettings.from(variables), ScratchCopy::pipe);
    }

    /**
     * Takes what is in a backup.
     *
     * @param identity what opens it; null for one that isn't encrypted
     */
    public static ScratchCopy ofBackup(UnaryOperator<String> variables, Path file, Path identity)
            throws BackupException {
        BackupFile found = BackupFile.find(file);
        if (found.encrypted() && identity == null) {
            throw new BackupException(Reason.RECIPIENT, file + " is encrypted: say --identity KEY");
        }
        BackupFile opened = found.openedBy(found.encrypted() ? Identity.readers(identity) : List.of());
        return filled(BackupSettings.from(variables), (settings, into) -> new PlainRestore(settings)
                .run(opened, into, Progress.NONE, "copying"));
    }

    /** Where it is, and as whom it can be changed. */
    public DatabaseUrl url() {
        return scratch.url();
    }

    /** How many rows each table has. */
    public SortedMap<String, Long> rows() throws BackupException {
        return Snapshot.rows(scratch.url());
    }

    /** The schema as pg_dump writes it, without rights, in a form that can be compared. */
    public String schema() throws BackupException {
        List<String> arguments = List.of("--schema-only", "--no-owner", "--no-privileges", "--no-password");
        try (PgProcess process =
                PgProcess.start(settings.programs().find("pg_dump"), scratch.url(), settings.timeLimit(), arguments)) {
            String schema = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            process.requireSuccess(Reason.DUMP);
            // Newer dumps fence themselves with a word that is random each time.
            return schema.lines()
                    .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new BackupException(Reason.DUMP, "pg_dump can't be heard: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        scratch.close();
    }

    private interface Filling {
        void fill(BackupSettings settings, DatabaseUrl into) throws BackupException;
    }

    private static ScratchCopy filled(BackupSettings settings, Filling filling) throws BackupException {
        Scratch.sweep(settings.database());
        Scratch scratch = Scratch.create(settings.database());
        try {
            filling.fill(settings, scratch.url());
            return new ScratchCopy(settings, scratch);
        } catch (BackupException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static IOException pump(PgProcess dump, PgProcess restore) {
        try {
            dump.output().transferTo(restore.input());
            restore.input().close();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static void pipe(BackupSettings settings, DatabaseUrl into) throws BackupException {
        List<String> dumped = new ArrayList<>(List.of("--format=custom", "--no-password", "--lock-wait-timeout=60s"));
        Extensions.withinReach(settings.database()).forEach(name -> dumped.add("--extension=" + name));
        try (PgProcess dump = PgProcess.start(
                        settings.programs().find("pg_dump"), settings.database(), settings.timeLimit(), dumped);
                PgProcess restore = PgProcess.start(
                        settings.programs().find("pg_restore"),
                        into,
                        settings.timeLimit(),
                        PlainRestore.arguments(into, "--no-comments"))) {
            IOException broken = pump(dump, restore);
            // Whichever ended first breaks the pipe, and only a complaint says why it did.
            restore.requireSuccess(Reason.DUMP);
            dump.requireSuccess(Reason.DUMP);
            if (broken != null) {
                throw broken;
            }
        } catch (IOException e) {
            throw new BackupException(Reason.DUMP, "The copy came to an end: " + e.getMessage(), e);
        }
    }
}
