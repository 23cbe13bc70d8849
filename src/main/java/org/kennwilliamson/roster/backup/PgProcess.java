package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.kennwilliamson.roster.database.DatabaseUrl;

/**
 * One of PostgreSQL's programs at work. Where to and as whom it connects is in its environment: a command line is for
 * everybody on the machine to read.
 */
final class PgProcess implements AutoCloseable {

    private static final int LONGEST_COMPLAINT = 2_000;

    /** The statement behind a complaint says nothing to whoever reads it, and everything of the schema. */
    private static final Pattern STATEMENT = Pattern.compile("; \\w+: (detail: Query|error: query) was: .*");

    private final String name;
    private final Process process;
    private final Complaints complaints;
    private volatile boolean late;

    private PgProcess(String name, Process process, Duration limit) {
        this.name = name;
        this.process = process;
        this.complaints = new Complaints(process.getErrorStream());
        process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(timeout -> {
            late = true;
            return process.destroyForcibly();
        });
    }

    /**
     * Starts a program.
     *
     * @param database where it connects to; its name is the URL's unless the arguments say another
     * @param limit after how long it is killed
     */
    static PgProcess start(Programs.Program program, DatabaseUrl database, Duration limit, List<String> arguments)
            throws BackupException {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of(program.file().toString()), arguments.stream())
                        .toList());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("PG") || variable.contains("PASSWORD"));
        environment.putAll(Map.of(
                "PGHOST", database.host(),
                "PGPORT", Integer.toString(database.port()),
                "PGUSER", database.user(),
                "PGPASSWORD", database.password(),
                "PGDATABASE", database.database(),
                "PGSSLMODE", database.sslMode(),
                "PGAPPNAME", "roster-backup",
                "PGCONNECT_TIMEOUT", "10",
                "LC_ALL", "C"));
        database.rootCertificate().ifPresent(file -> environment.put("PGSSLROOTCERT", file));
        String name = program.file().getFileName().toString();
        try {
            return new PgProcess(name, builder.start(), limit);
        } catch (IOException e) {
            throw new BackupException(Reason.PROGRAM, program.file() + " can't be run: " + e.getMessage(), e);
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end. Fails unless it ended by itself and with 0. */
    void requireSuccess(Reason reason) throws BackupException {
        try {
            int code = process.waitFor();
            if (late) {
                throw new BackupException(reason, name + " took too long and was ended");
            }
            if (code != 0) {
                throw new BackupException(reason, name + " ended with " + code + ": " + complaints.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(reason, "Roster is being stopped", e);
        }
    }

    /** Ends it, where it hasn't ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What it wrote to standard error: the beginning, as one line. Read all the time, or the program would wait. */
    private static final class Complaints extends Thread {

        private final InputStream from;
        private final StringBuilder text = new StringBuilder();

        Complaints(InputStream from) {
            super("roster-backup-stderr");
            this.from = from;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] buffer = new byte[1_024];
            try (from) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    add(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                add(" (and no more can be read)");
            }
        }

        private synchronized void add(String more) {
            if (text.length() < LONGEST_COMPLAINT) {
                text.append(more, 0, Math.min(more.length(), LONGEST_COMPLAINT - text.length()));
            }
        }

        String text() throws InterruptedException {
            join(1_000);
            synchronized (this) {
                String line = text.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
                return STATEMENT.matcher(line).replaceAll("");
            }
        }
    }
}
