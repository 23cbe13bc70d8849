package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.database.DatabaseUrl;

import static org.assertj.core.api.Assertions.assertThat;

/** PgBouncer in front of a test's database, as its package configures it but for these settings. */
public final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final Path file;
    private final int port;
    private final TestDatabase database;

    private PgBouncer(Process process, Path log, Path file, int port, TestDatabase database) {
        this.process = process;
        this.log = log;
        this.file = file;
        this.port = port;
        this.database = database;
    }

    /** Starts it with these lines in its configuration, and returns when it listens. */
    public static PgBouncer start(TestDatabase database, String... settings) {
        try {
            Path folder =
                    Files.createTempDirectory(Path.of("target"), "pooler-").toAbsolutePath();
            Files.writeString(
                    folder.resolve("userlist.txt"),
                    Stream.of(database.serviceUrl(), database.ownerUrl(), database.backupUrl())
                            .map(url -> DatabaseUrl.parse("DATABASE_URL", url))
                            .map(url -> "\"%s\" \"%s\"%n".formatted(url.user(), url.password()))
                            .collect(Collectors.joining()));
            int port = FreePort.any();
            Path file = folder.resolve("pgbouncer.ini");
            Path log = folder.resolve("log");
            Files.writeString(file, configuration(database, folder, port, settings));
            List<String> line = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                line.addAll(List.of("unshare", "--user"));
            }
            line.addAll(List.of("/usr/sbin/pgbouncer", file.toString()));
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            PgBouncer pooler = new PgBouncer(process, log, file, port, database);
            Ready.until("PgBouncer listens", () -> !process.isAlive() || pooler.listens());
            assertThat(process.isAlive()).as(pooler::said).isTrue();
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code DATABASE_URL} through it. */
    public String url() {
        return through(database.serviceUrl());
    }

    /** Another URL of the same database, through it. */
    public String through(String url) {
        return url.replaceFirst("@127.0.0.1:\\d+/", "@127.0.0.1:" + port + "/");
    }

    /** Adds lines to its configuration, which it reads again. */
    public void reload(String... settings) {
        try {
            Files.writeString(file, Files.readString(file) + String.join("\n", settings) + "\n");
            new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What it has written. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String configuration(TestDatabase database, Path folder, int port, String... settings) {
        return """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = md5
                auth_file = %s
                %s
                """.formatted(
                        database.server().port(), port, folder.resolve("userlist.txt"), String.join("\n", settings));
    }
}
