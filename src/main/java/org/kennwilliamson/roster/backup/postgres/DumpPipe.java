package org.kennwilliamson.roster.backup.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Pipes a dump into another database, as far as a plain role may create it. No row touches this machine's disk. */
public final class DumpPipe {

    private static final int BUFFER = 1 << 16;

    private final SuitableClient programs;
    private final Duration limit;

    /** @param limit how long it may take */
    public DumpPipe(ClientPrograms programs, Duration limit) {
        this.programs = new SuitableClient(programs);
        this.limit = limit;
    }

    /**
     * Copies a database.
     *
     * @param arguments of pg_restore
     * @return what the copy has, and what it lacks
     */
    public ArchiveToc.Selection copy(DatabaseUrl from, DatabaseUrl into, List<String> arguments)
            throws BackupException {
        UnreadableObjects.requireNone(from);
        List<String> dumped = List.of("--format=custom", "--no-password", "--lock-wait-timeout=60s");
        ServerVersion server = ServerVersion.of(from);
        ClientPrograms.Program pgRestore = programs.own("pg_restore", server);
        try (PgProcess dump = PgProcess.start(programs.own("pg_dump", server), from, limit, dumped)) {
            ByteArrayOutputStream beginning = new ByteArrayOutputStream();
            ArchiveToc toc = toc(dump, pgRestore, from, beginning);
            ArchiveToc.Selection selection = RestoreRights.of(into, toc, DatabaseCatalog.requirements(from))
                    .forScratch(toc);
            Path list = selection.write();
            try {
                List<String> restored = new ArrayList<>(arguments);
                restored.add("--use-list=" + list);
                fill(dump, beginning, pgRestore, into, restored);
                return selection;
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new BackupException(FailureReason.DUMP, "The copy failed: " + e.getMessage(), e);
        }
    }

    /** It is at the beginning of a dump, and pg_restore ends once it has read it. */
    private ArchiveToc toc(
            PgProcess dump, ClientPrograms.Program pgRestore, DatabaseUrl from, ByteArrayOutputStream beginning)
            throws BackupException, IOException {
        try (PgProcess lister = PgProcess.start(pgRestore, from, limit, List.of("--list", "--verbose"))) {
            OutputCapture listed = lister.hear();
            boolean ended = !passOn(dump, beginning, lister.input());
            if (ended) {
                dump.requireSuccess(FailureReason.DUMP);
            }
            lister.requireSuccess(FailureReason.DUMP);
            return new ArchiveToc(PgRestore.wholeText(listed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(FailureReason.PROGRAM, "Roster is being stopped", e);
        }
    }

    /** Whether there is more, since the one who listens had enough of it. */
    private static boolean passOn(PgProcess dump, ByteArrayOutputStream beginning, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = dump.output().read(buffer);
                count >= 0;
                count = dump.output().read(buffer)) {
            beginning.write(buffer, 0, count);
            try {
                to.write(buffer, 0, count);
                to.flush();
            } catch (IOException enough) {
                return true;
            }
        }
        to.close();
        return false;
    }

    private void fill(
            PgProcess dump,
            ByteArrayOutputStream beginning,
            ClientPrograms.Program pgRestore,
            DatabaseUrl into,
            List<String> arguments)
            throws BackupException, IOException {
        try (PgProcess restore = PgProcess.start(pgRestore, into, limit, arguments)) {
            IOException broken = null;
            try {
                beginning.writeTo(restore.input());
                dump.output().transferTo(restore.input());
                restore.input().close();
            } catch (IOException e) {
                broken = e;
            }
            // The first one that ends breaks the pipe, and only an error message says why it did.
            restore.requireSuccess(FailureReason.DUMP);
            dump.requireSuccess(FailureReason.DUMP);
            if (broken != null) {
                throw broken;
            }
        }
    }
}
