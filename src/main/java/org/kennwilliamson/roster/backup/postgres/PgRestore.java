package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.backup.archive.ArchiveReader;
import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Runs pg_restore on published archives. */
public final class PgRestore {

    /** The option that names the database to restore into. */
    private static final String INTO = "--dbname=";

    /** Messages of libpq about a server that is gone, and of servers that shut down or have a full disk. */
    private static final Pattern OF_SERVER = Pattern.compile("server closed the connection|terminating connection"
            + "|connection to server|no connection to the server|connection has been closed|SSL SYSCALL error"
            + "|could not (?:send data to|receive data from) server|No space left on device");

    /** What pg_restore says if it is the program that doesn't suit: the format, the server or how it was built. */
    private static final Pattern OF_PROGRAM =
            Pattern.compile("unsupported version \\(|unrecognized configuration parameter \"transaction_timeout\""
                    + "|does not support compression|not supported (?:in|by) this (?:installation|build)"
                    + "|unrecognized option|symbol lookup error|shared librar");

    /** What pg_restore itself says if this machine has too little memory; a server's own message has ERROR before it. */
    private static final Pattern OF_MACHINE =
            Pattern.compile("pg_restore: (?:error: |fatal: )?(?:out of memory|.*Cannot allocate memory)");

    private final ClientPrograms.Program program;
    private final Duration limit;

    /**
     * @param program the one that suits the archive and the server
     * @param limit how long it may take
     */
    public PgRestore(ClientPrograms.Program program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /**
     * The one that suits an archive and a server.
     *
     * @param limit how long it may take
     */
    public static PgRestore suiting(
            BackupArchive archive, ServerVersion server, ClientPrograms programs, Duration limit)
            throws BackupException {
        int dumpedBy = archive.manifest().map(Manifest::dumpedBy).orElse(0);
        return new PgRestore(new SuitableClient(programs).restoring(dumpedBy, server), limit);
    }

    /**
     * The result.
     *
     * @param output what pg_restore wrote
     * @param bytes of the archive, once decrypted
     * @param sha256 of the file
     */
    public record Result(String output, long bytes, String sha256) {}

    /**
     * Has all of a file read. A file that its manifest doesn't describe is never passed on to its end.
     *
     * @param phase for the progress
     */
    public Result read(
            BackupArchive archive, DatabaseUrl database, List<String> arguments, Progress progress, String phase)
            throws BackupException {
        try (ArchiveReader reader = archive.open();
                PgProcess process = PgProcess.start(program, database, limit, arguments)) {
            // From the beginning: pg_restore stops reading while nobody takes what it writes.
            OutputCapture output = process.hear();
            TailHoldingStream input = new TailHoldingStream(process.input());
            reader.pumpTo(input, progress, phase);
            String sha256 = requireRight(archive, reader);
            release(input);
            requireSuccess(process, database, arguments);
            return new Result(wholeText(output), input.bytes(), sha256);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(FailureReason.PROGRAM, "Roster is being stopped", e);
        }
    }

    /** What is left out of a table of contents would be left out of the restore. */
    static String wholeText(OutputCapture output) throws BackupException, InterruptedException {
        String text = output.text();
        if (!output.isWhole()) {
            throw new BackupException(
                    FailureReason.PROGRAM,
                    "The table of contents is too long: restore the file by pg_restore, see docs/operations.md");
        }
        return text;
    }

    /** Reads the table of contents, and with it all of the file. */
    public ArchiveToc toc(BackupArchive archive, DatabaseUrl database, Progress progress, String phase)
            throws BackupException {
        return new ArchiveToc(read(archive, database, List.of("--list", "--verbose"), progress, phase)
                .output());
    }

    /**
     * As {@link #read}, into a database, of what is selected.
     *
     * @param arguments beside the selection
     */
    public Result restore(
            BackupArchive archive,
            ArchiveToc.Selection selection,
            DatabaseUrl into,
            List<String> arguments,
            Progress progress,
            String phase)
            throws BackupException {
        try {
            Path list = selection.write();
            try {
                List<String> all = new ArrayList<>(arguments);
                all.add("--use-list=" + list);
                return read(archive, into, all, progress, phase);
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new BackupException(
                    FailureReason.FOLDER, "The table of contents to restore can't be written: " + e, e);
        }
    }

    /** If pg_restore is killed, doesn't suit, or its server goes away, that says nothing about the file. */
    private void requireSuccess(PgProcess process, DatabaseUrl database, List<String> arguments)
            throws BackupException {
        try {
            process.requireSuccess(FailureReason.PROOF, FailureReason.PROGRAM);
        } catch (BackupException e) {
            if (OF_PROGRAM.matcher(e.getMessage()).find()) {
                throw new BackupException(
                        FailureReason.PROGRAM,
                        e.getMessage() + "; pg_restore " + program.version()
                                + " doesn't suit: take the client programs of the server's version, see PG_BIN_DIR",
                        e);
            }
            if (OF_MACHINE.matcher(e.getMessage()).find()) {
                throw new BackupException(FailureReason.PROGRAM, e.getMessage(), e);
            }
            if (e.reason() == FailureReason.PROOF
                    && arguments.stream().anyMatch(argument -> argument.startsWith(INTO))) {
                requireServer(database, e);
            }
            throw e;
        }
    }

    /** The restore's session may be lost and the server back already, so pg_restore's own message counts as well. */
    private static void requireServer(DatabaseUrl database, BackupException failure) throws BackupException {
        try {
            PostgresConnections.open(database).close();
        } catch (BackupException | SQLException e) {
            throw new BackupException(FailureReason.DATABASE, failure.getMessage() + "; " + e.getMessage(), e);
        }
        if (OF_SERVER.matcher(failure.getMessage()).find()) {
            throw new BackupException(FailureReason.DATABASE, failure.getMessage(), failure);
        }
    }

    private static String requireRight(BackupArchive archive, ArchiveReader reader) throws BackupException {
        if (archive.manifest().isEmpty()) {
            return reader.sha256();
        }
        reader.requireIs(archive.manifest().get());
        return archive.manifest().get().sha256();
    }

    private static void release(TailHoldingStream input) {
        try {
            input.release();
        } catch (IOException e) {
            // It doesn't read any more: its exit status says why, or it has all that it needs.
        }
    }
}
