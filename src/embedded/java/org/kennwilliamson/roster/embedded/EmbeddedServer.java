package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real PostgreSQL 15 on the loopback interface for development and tests, with the roles and databases of
 * {@code init-scripts} and real passwords. Its directory holds everything that it keeps: data, passwords and log.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final Cluster cluster;
    private final Lease lease;
    private final Psql psql;
    private final Path initScripts;
    private final Passwords passwords;
    private final Map<String, String> settings;
    private Endpoint endpoint;

    private EmbeddedServer(
            Cluster cluster, Lease lease, Psql psql, Path scripts, Passwords passwords, Map<String, String> settings) {
        this.cluster = cluster;
        this.lease = lease;
        this.psql = psql;
        this.initScripts = scripts;
        this.passwords = passwords;
        this.settings = settings;
    }

    /** As {@link #start(Path, Path, Map)}, with PostgreSQL's own settings and a free port. */
    public static EmbeddedServer start(Path folder, Path initScripts) {
        return start(folder, initScripts, Map.of());
    }

    /**
     * Starts the server, or joins it if it runs already.
     *
     * @param folder where its data, passwords and log are kept; created if missing
     * @param initScripts the directory whose {@code *.sql} are run by psql, in order, at each start
     * @param settings PostgreSQL's settings, such as {@code max_connections}; {@code port} for a fixed port
     * @throws EmbeddedServerException if it can't run, saying what to do
     */
    public static EmbeddedServer start(Path folder, Path initScripts, Map<String, String> settings) {
        try {
            Psql psql = Psql.found();
            Path home = Folders.own(folder);
            Lease lease = Lease.on(home.resolve("lock"));
            try {
                Cluster cluster = new Cluster(home, Binaries.unpacked(), Unprivileged.in(home));
                Passwords passwords = Passwords.keptIn(home.resolve("passwords"));
                var server = new EmbeddedServer(cluster, lease, psql, initScripts, passwords, Map.copyOf(settings));
                lease.enter(server::joinOrStart);
                return server;
            } catch (IOException | RuntimeException e) {
                lease.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("The embedded PostgreSQL can't use " + folder + ": " + e, e);
        }
    }

    /** The port on 127.0.0.1; the same again after {@link #restart()}. */
    public int port() {
        return endpoint.port();
    }

    /** The postmaster's process id; throws if the server doesn't run. */
    public long pid() {
        return cluster.pid().orElseThrow(() -> new EmbeddedServerException("PostgreSQL isn't running"));
    }

    /**
     * Gives {@code postgresql://role:password@127.0.0.1:port/database}, percent-encoded.
     *
     * @param role {@code roster_owner}, {@code roster_service} or {@code roster_backup}
     */
    public String url(String role, String database) {
        return endpoint.url(role, database);
    }

    /** As {@link #url}, for tests that need to look behind the roles. */
    public String superuserUrl(String database) {
        return url(Passwords.SUPERUSER, database);
    }

    /** Opens a JDBC connection, which the caller closes. */
    public Connection connect(String role, String database) throws SQLException {
        return endpoint.connect(role, database);
    }

    /** Creates a database like those of {@code init-scripts}: same owner, same rights. */
    public void createDatabase(String name) {
        run(initScripts.resolve("database").resolve("database.sql"), Map.of("database", name));
    }

    /** Ends the server at once and without a word, as {@code kill -9} or a power cut would. */
    public void kill() {
        attempt(cluster::kill);
    }

    /** Starts the server again on the same port, after {@link #kill()} or while it runs. */
    public void restart() {
        attempt(() -> {
            stop();
            cluster.start(port(), settings);
        });
    }

    /** Leaves the server, which stops unless somebody else uses it too. Its directory stays. */
    @Override
    public void close() {
        attempt(() -> {
            try (lease) {
                lease.leave(this::stop);
            }
        });
    }

    /** Leaves the server and, if nobody else uses it, removes its directory too: for tests. */
    public void delete() {
        attempt(() -> {
            try (lease) {
                lease.leave(() -> {
                    stop();
                    Folders.remove(cluster.home());
                });
            }
        });
    }

    private void joinOrStart() throws IOException {
        Optional<Endpoint> running =
                cluster.port().map(port -> new Endpoint(port, passwords)).filter(Endpoint::answers);
        if (running.isPresent()) {
            endpoint = running.get();
            return;
        }
        cluster.create(passwords.of(Passwords.SUPERUSER));
        int port = settings.containsKey("port") ? Integer.parseInt(settings.get("port")) : Ports.free();
        endpoint = new Endpoint(port, passwords);
        cluster.start(port, settings);
        try {
            runInitScripts();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void runInitScripts() throws IOException {
        try (Stream<Path> files = Files.list(initScripts)) {
            files.filter(file -> file.toString().endsWith(".sql")).sorted().forEach(script -> run(script, Map.of()));
        }
    }

    private void run(Path script, Map<String, String> variables) {
        psql.run(script, variables, endpoint.environment());
    }

    private void stop() {
        if (endpoint.answers()) {
            cluster.stop();
        }
    }

    private void attempt(Lease.Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new EmbeddedServerException("The embedded PostgreSQL's files can't be used: " + e, e);
        }
    }
}
