package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

import org.kennwilliamson.roster.embedded.EmbeddedServer;

/** An empty database with the roles of production, on a server that all tests of this JVM share. */
public record TestDatabase(EmbeddedServer server, String name) {
    /** Of an age identity that nobody has: whoever opens backups makes one that they have. */
    private static final String RECIPIENT = "age17ssv6hk7q20qe3wsg323qwz2egngxlnaqtl3umt77387x8ftmvlqy2x9ns";

    /** Gives a database that nobody has used yet; it goes away with the server at the JVM's end. */
    public static TestDatabase fresh() {
        String name = "test_" + UUID.randomUUID().toString().substring(0, 8);
        Shared.SERVER.createDatabase(name);
        return new TestDatabase(Shared.SERVER, name);
    }

    /** As {@code DATABASE_URL}. */
    public String serviceUrl() {
        return server.url("roster_service", name);
    }

    /** As {@code MIGRATION_DATABASE_URL}. */
    public String ownerUrl() {
        return server.url("roster_owner", name);
    }

    /** As {@code BACKUP_DATABASE_URL}. */
    public String backupUrl() {
        return server.url("roster_backup", name);
    }

    /** For what no role of Roster's may see or do. */
    public String superuserUrl() {
        return server.superuserUrl(name);
    }

    /** The variables that Roster can't do without, and no backups unless they are asked for. */
    public Map<String, String> environment() {
        return Map.of(
                "AUTH_SIGNING_KEY", SigningKeys.file().toString(),
                "DATABASE_URL", serviceUrl(),
                "MIGRATION_DATABASE_URL", ownerUrl(),
                "BACKUP_DATABASE_URL", backupUrl(),
                "BACKUP_SCHEDULE", "off",
                "BACKUP_RECIPIENTS", RECIPIENT,
                "BACKUP_DIR",
                        Path.of("target", "test-backups", name).toAbsolutePath().toString());
    }

    /** Opens a JDBC connection as {@code roster_owner}, {@code roster_service}, {@code roster_backup} or {@code postgres}. */
    public Connection connectAs(String role) throws SQLException {
        return server.connect(role, name);
    }

    /** The one number that a query gives, asked as superuser. */
    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one value that a query gives, asked as superuser. */
    public String text(String sql) {
        try (Connection connection = connectAs("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static final class Shared {
        /** Quarkus loads this class once more in a class loader of its own: both then meet on one server. */
        private static final String FOLDER = "roster.test.server";

        private static final EmbeddedServer SERVER = start();

        private static EmbeddedServer start() {
            boolean first = System.getProperty(FOLDER) == null;
            if (first) {
                System.setProperty(FOLDER, folder().toString());
            }
            EmbeddedServer server = EmbeddedServer.start(
                    Path.of(System.getProperty(FOLDER)),
                    Path.of("init-scripts"),
                    Map.of(
                            "fsync", "off",
                            "synchronous_commit", "off",
                            "full_page_writes", "off",
                            "max_connections", "200",
                            "shared_preload_libraries", "pg_stat_statements"));
            if (first) {
                Runtime.getRuntime().addShutdownHook(new Thread(server::delete));
            }
            return server;
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory(Path.of("target"), "embedded-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
