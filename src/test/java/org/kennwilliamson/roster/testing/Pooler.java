package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PgBouncer in front of a test's database, in transaction mode. */
public final class Pooler implements AutoCloseable {

    private final Process process;
    private final int port;

    private Pooler(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and returns when it listens.
     *
     * @param folder an empty folder of its own
     * @param ownerUrl where the database is, and who will come through it
     * @param settings lines of {@code [pgbouncer]} besides
     */
    public static Pooler start(Path folder, String ownerUrl, String... settings) throws IOException {
        URI url = URI.create(ownerUrl);
        String[] credentials = url.getRawUserInfo().split(":", 2);
        Path users = folder.resolve("users.txt");
        Files.writeString(
                users,
                "\"%s\" \"%s\"\n".formatted(credentials[0], URLDecoder.decode(credentials[1], StandardCharsets.UTF_8)));
        int port = freePort();
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(
                configuration, """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                %s
                %s
                """.formatted(url.getPort(), port, users, unprivileged(), String.join("\n", settings)));
        Process process = new ProcessBuilder(program(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Pooler pooler = new Pooler(process, port);
        Ready.until("PgBouncer listens", () -> !process.isAlive() || pooler.listens());
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("log")));
        }
        return pooler;
    }

    /** The same way through it. */
    public String through(String url) {
        return url.replaceFirst("@127.0.0.1:\\d+/", "@127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** It refuses to run as root. */
    private static String unprivileged() {
        return "root".equals(System.getProperty("user.name")) ? "user = nobody" : "";
    }

    /** Debian has it where only root looks. */
    private static String program() {
        return List.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer").stream()
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse("pgbouncer");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
