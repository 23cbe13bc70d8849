package org.kennwilliamson.roster.platform.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/**
 * What the {@code DATABASE_URL} and {@code DB_…} variables say, checked. Everything here was read once, at the start: a
 * mistake ends it with one line.
 */
@Singleton
public class DatabaseSettings {

    /** The monitor holds one connection, and transactions need at least one beside the pipelined ones. */
    static final int RESERVED = 2;

    private static final int MOST = 1_000;
    private static final int LONGEST_SECONDS = 3_600;

    private final DatabaseUrl service;
    private final DatabaseUrl migration;
    private final int maxConnections;
    private final int minConnections;
    private final Duration acquireTimeout;

    DatabaseSettings(DatabaseConfig config) {
        service = url("DATABASE_URL", config.url())
                .orElseThrow(() -> new InvalidSettingException("DATABASE_URL is not set: Roster needs a PostgreSQL 15 "
                        + "database, DATABASE_URL=postgresql://user:password@host:port/database"));
        migration = url("MIGRATION_DATABASE_URL", config.migrationUrl()).orElse(service);
        minConnections = number("DB_MIN_CONNECTIONS", config.minConnections(), 1, MOST);
        maxConnections = number("DB_MAX_CONNECTIONS", config.maxConnections(), minConnections + RESERVED, MOST);
        acquireTimeout = Duration.ofSeconds(number("DB_ACQUIRE_TIMEOUT", config.acquireTimeout(), 1, LONGEST_SECONDS));
    }

    /** Where requests go. */
    public DatabaseUrl service() {
        return service;
    }

    /** Where, and as whom, the schema is migrated. */
    public DatabaseUrl migration() {
        return migration;
    }

    /** How long a request may wait for its turn. */
    public Duration acquireTimeout() {
        return acquireTimeout;
    }

    /** The most connections that the service holds, all together. */
    public int maxConnections() {
        return maxConnections;
    }

    /** Connections that are always open and pipeline. */
    int pipelinedConnections() {
        return minConnections;
    }

    /** Connections for transactions and slow statements: what the others leave. */
    int pooledConnections() {
        return maxConnections - minConnections - 1;
    }

    private static Optional<DatabaseUrl> url(String variable, Optional<String> value) {
        return value.map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> withCertificate(variable, DatabaseUrl.parse(variable, text)));
    }

    private static DatabaseUrl withCertificate(String variable, DatabaseUrl url) {
        if (url.rootCertificate()
                .filter(file -> !Files.isReadable(Path.of(file)))
                .isPresent()) {
            throw new InvalidSettingException(variable + " names a file in sslrootcert that can't be read");
        }
        return url;
    }

    private static int number(String variable, String text, int least, int most) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new InvalidSettingException(
                    variable + " must be a whole number from " + least + " to " + most + ", but is '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
