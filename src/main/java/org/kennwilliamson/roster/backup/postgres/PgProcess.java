package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.database.HostAndPort;

/**
 * A running program of PostgreSQL. Its connection's parameters are in its environment: a command line is for
 * everybody on the machine to read.
 */
public final class PgProcess implements AutoCloseable {

    private static final int LONGEST_COMPLAINT = 2_000;
    private static final int LONGEST_OUTPUT = 64 << 20;

    /** Codes from here on are those of programs that couldn't be run, or that a signal ended. */
    private static final int NOT_BY_ITSELF = 126;

    /** What PostgreSQL's programs print, and exit with 1, after a signal that can be caught while they are connected. */
    private static final String ENDED_BY_SIGNAL = "terminated by user";

    /** The first Java that writes environments in the locale's encoding, not in its default one. */
    private static final int FIRST_WITH_LOCALES = 19;

    /** The statement after an error doesn't help the reader, and discloses the schema. */
    private static final Pattern STATEMENT = Pattern.compile("; \\w+: (detail: Query|error: query) was: .*");

    private final String name;
    private final Process process;
    private final OutputCapture complaints;
    private final Thread endedWithRoster;
    private volatile String whyEnded;

    private PgProcess(String name, Process process, Duration limit) {
        this.name = name;
        this.process = process;
        this.complaints = OutputCapture.from(process.getErrorStream(), LONGEST_COMPLAINT);
        this.endedWithRoster = new Thread(() -> end("was stopped, since Roster is being stopped"), "roster-backup-end");
        Runtime.getRuntime().addShutdownHook(endedWithRoster);
        process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(timeout -> {
            end("took too long and was stopped");
            return process;
        });
    }

    /**
     * Starts a program.
     *
     * @param database where it connects to; its name is the URL's unless the arguments say another
     * @param limit after how long it is killed
     */
    public static PgProcess start(
            ClientPrograms.Program program, DatabaseUrl database, Duration limit, List<String> arguments)
            throws BackupException {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of(program.file().toString()), arguments.stream())
                        .toList());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("PG") || variable.contains("PASSWORD"));
        environment.putAll(Map.of(
                "PGHOST", joined(database, HostAndPort::host),
                "PGPORT", joined(database, host -> Integer.toString(host.port())),
                "PGTARGETSESSIONATTRS", database.target().libpq(),
                "PGUSER", database.user(),
                "PGPASSWORD", database.password(),
                "PGDATABASE", database.database(),
                "PGSSLMODE", database.sslMode(),
                "PGAPPNAME", PostgresConnections.APPLICATION,
                "PGCONNECT_TIMEOUT", "10",
                "LC_ALL", "C"));
        database.rootCertificate().ifPresent(file -> environment.put("PGSSLROOTCERT", file));
        String name = program.file().getFileName().toString();
        requireExact(name, environment);
        try {
            return new PgProcess(name, builder.start(), limit);
        } catch (IOException e) {
            throw new BackupException(FailureReason.PROGRAM, program.file() + " can't be run: " + e.getMessage(), e);
        }
    }

    /** Of each of its hosts, in one order. */
    private static String joined(DatabaseUrl database, Function<HostAndPort, String> part) {
        return database.hosts().stream().map(part).collect(Collectors.joining(","));
    }

    /** A locale without UTF-8 would put in question marks: another password or database than was set. */
    private static void requireExact(String name, Map<String, String> environment) throws BackupException {
        for (String variable : List.of("PGUSER", "PGPASSWORD", "PGDATABASE")) {
            String value = environment.get(variable);
            if (!Arrays.equals(value.getBytes(ofEnvironment()), value.getBytes(StandardCharsets.UTF_8))) {
                throw new BackupException(
                        FailureReason.PROGRAM,
                        name + " can't be given " + variable + " in this locale, since it isn't plain ASCII:"
                                + " start Roster with LC_ALL=C.UTF-8");
            }
        }
    }

    private static Charset ofEnvironment() {
        String locales = System.getProperty("sun.jnu.encoding");
        return Runtime.version().feature() < FIRST_WITH_LOCALES || locales == null
                ? Charset.defaultCharset()
                : Charset.forName(locales);
    }

    public InputStream output() {
        return process.getInputStream();
    }

    /** Captures its standard output from now on. */
    OutputCapture hear() {
        return OutputCapture.from(process.getInputStream(), LONGEST_OUTPUT);
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end. Fails unless it exits by itself and with 0. */
    public void requireSuccess(FailureReason reason) throws BackupException {
        requireSuccess(reason, reason);
    }

    /**
     * Waits for its end.
     *
     * @param failed the reason if it reports an error
     * @param ended the reason if it couldn't be run, or was killed, by Roster or by anybody else
     */
    public void requireSuccess(FailureReason failed, FailureReason ended) throws BackupException {
        try {
            int code = process.waitFor();
            if (whyEnded != null) {
                throw new BackupException(ended, name + " " + whyEnded);
            }
            if (code != 0) {
                String complaint = complaint();
                boolean killed = code >= NOT_BY_ITSELF || complaint.contains(ENDED_BY_SIGNAL);
                throw new BackupException(killed ? ended : failed, name + " ended with " + code + ": " + complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ended, "Roster is being stopped", e);
        }
    }

    /** Kills it if it is still running. */
    @Override
    public void close() {
        end(process);
        try {
            Runtime.getRuntime().removeShutdownHook(endedWithRoster);
        } catch (IllegalStateException e) {
            // Roster is being stopped, and this is part of it.
        }
    }

    private String complaint() throws InterruptedException {
        String line = complaints.text().strip().replaceAll("\\s*\\R\\s*", "; ");
        return STATEMENT.matcher(line).replaceAll("");
    }

    private void end(String why) {
        whyEnded = why;
        end(process);
    }

    /** With the processes it has started: PG_BIN_DIR may have scripts in it. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
