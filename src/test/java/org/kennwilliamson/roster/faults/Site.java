package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.SmallDisk;
import org.kennwilliamson.roster.testing.Token;

/** PostgreSQL, the proxy before it, and the service: what faults befall, and what clients talk to. */
final class Site implements AutoCloseable {

    static final String DATABASE = "kennwilliamson";
    static final int MAX_CONNECTIONS = 10;

    private static final long TOKEN_SECONDS = 24 * 3_600;

    private final EmbeddedServer server;
    private final FaultProxy proxy;
    private final Path folder;
    private final Path identity;
    private final Optional<SmallDisk> disk;
    private final Map<String, String> variables = new HashMap<>();
    private final String token = issued();
    private final ReentrantReadWriteLock quiet = new ReentrantReadWriteLock(true);

    private volatile RosterProcess roster;
    private volatile boolean away;
    private volatile boolean over;

    /**
     * Starts PostgreSQL and the service.
     *
     * @param folder for all files
     * @param disk for the database's, so that it can be filled; without one they are in the folder
     */
    static Site start(Path folder, Optional<SmallDisk> disk) throws IOException {
        // What is killed here are processes: the system keeps what they wrote.
        EmbeddedServer server = EmbeddedServer.start(
                disk.map(SmallDisk::folder).orElse(folder).resolve("server"),
                Path.of("init-scripts"),
                Map.of("fsync", "off", "max_wal_size", "64MB", "min_wal_size", "32MB", "checkpoint_timeout", "30s"));
        Site site = new Site(server, folder, disk);
        site.startService(Map.of());
        return site;
    }

    private Site(EmbeddedServer server, Path folder, Optional<SmallDisk> disk) throws IOException {
        this.server = server;
        this.disk = disk;
        this.folder = folder;
        proxy = new FaultProxy(server.port());
        identity = Files.createDirectories(folder.resolve("operator")).resolve("roster.key");
        AgeIdentity operator = AgeIdentity.generate();
        try {
            operator.writeTo(identity, Instant.now());
        } catch (Exception e) {
            throw new IOException(e);
        }
        variables.put("DATABASE_URL", throughProxy("roster_service"));
        variables.put("MIGRATION_DATABASE_URL", throughProxy("roster_owner"));
        variables.put("BACKUP_DATABASE_URL", server.url("roster_backup", DATABASE));
        variables.put("BACKUP_DIR", backups().toString());
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("BACKUP_RECIPIENTS", operator.recipient().text());
        variables.put("AUTH_SIGNING_KEY", SigningKeys.file().toString());
        variables.put("AUTH_LOCKOUT", "off");
        variables.put("DB_MAX_CONNECTIONS", Integer.toString(MAX_CONNECTIONS));
        variables.put("DB_ACQUIRE_TIMEOUT", "5");
        variables.put("LOG_REQUESTS", "off");
    }

    EmbeddedServer server() {
        return server;
    }

    FaultProxy proxy() {
        return proxy;
    }

    RosterProcess roster() {
        return roster;
    }

    Map<String, String> variables() {
        return variables;
    }

    Path folder() {
        return folder;
    }

    Path backups() {
        return folder.resolve("backups").toAbsolutePath();
    }

    /** On which the database's files are. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    /** The file that opens its backups. */
    Path identity() {
        return identity;
    }

    /** Where the service answers now. */
    String address() {
        return "http://127.0.0.1:" + roster.port();
    }

    /** An administrator's, valid for longer than any run and any clock's move. */
    String token() {
        return token;
    }

    private static String issued() {
        JwtClaims claims = Token.claims("a-fault-run", "admin");
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + TOKEN_SECONDS));
        return Token.signed(claims, SigningKeys.file());
    }

    /** Whether no answer is no surprise, since the service was killed or isn't up again. */
    boolean isServiceAway() {
        return away;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Has a client write something; false if nobody may write now. */
    boolean write(Runnable work) {
        if (quiet.hasQueuedThreads() || !quiet.readLock().tryLock()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            quiet.readLock().unlock();
        }
    }

    /** Does something once all that was wanted is known to be done or not, while nobody wants more. */
    <T> T whileNobodyWrites(Step<T> step) throws Exception {
        quiet.writeLock().lock();
        try {
            return step.run();
        } finally {
            quiet.writeLock().unlock();
        }
    }

    /** Something that may fail. */
    interface Step<T> {
        T run() throws Exception;
    }

    /** Sends SIGKILL. */
    void killService() {
        away = true;
        roster.close();
    }

    /** Starts it, with these variables besides, and returns when it is ready. */
    void startService(Map<String, String> more) {
        away = true;
        Map<String, String> all = new HashMap<>(variables);
        // As the JVM's image limits it.
        all.put("JAVA_TOOL_OPTIONS", "-Xmx108m -Xss512k");
        all.putAll(more);
        roster = RosterProcess.start(all).ready();
        away = false;
    }

    /** Runs a command of Roster's beside the service, not through the proxy, with these variables besides. */
    String command(int code, Map<String, String> more, String... arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DATABASE_URL", server.url("roster_service", DATABASE));
        all.put("MIGRATION_DATABASE_URL", server.url("roster_owner", DATABASE));
        all.putAll(more);
        try (RosterProcess command = RosterProcess.start(all, arguments)) {
            if (command.exitCode() != code) {
                throw new AssertionError("exit code " + command.exitCode() + ": " + command.said());
            }
            return command.said();
        }
    }

    /** Whether the database takes connections and answers; not through the proxy. */
    boolean isDatabaseThere() {
        try (Connection connection = connect("roster_service", DATABASE)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** As superuser, not through the proxy. */
    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres", database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of all rows, asked as superuser. */
    List<String> ask(String database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect("postgres", database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** A connection that doesn't wait for a server that is frozen. */
    Connection connect(String role, String database) throws SQLException {
        String user = server.url(role, database);
        String password = user.substring(user.indexOf(':', "postgresql://".length()) + 1, user.indexOf('@'));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=2&socketTimeout=3".formatted(server.port(), database),
                role,
                URLDecoder.decode(password, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (roster != null) {
            roster.close();
        }
        proxy.close();
        server.delete();
    }

    private String throughProxy(String role) {
        return server.url(role, DATABASE).replaceFirst(":\\d+/", ":" + proxy.port() + "/");
    }
}
