package org.kennwilliamson.roster.platform.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * What the {@code DATABASE_URL} and {@code DB_…} variables say, checked. Everything here was read once, at the start: a
 * mistake ends it with one line.
 */
@Singleton
public class DatabaseSettings {

    /** The monitor holds one connection, and transactions need at least one beside the pipelined ones. */
    static final int RESERVED = 2;

    private static final int MOST = 1_000;

    private final DatabaseUrl service;
    private final DatabaseUrl migration;
    private final int maxConnections;
    private final int minConnections;
    private final Duration acquireTimeout;

    @Inject
    DatabaseSettings(Variables variables) {
        this(
                variables,
                variables.number(Setting.DB_MIN_CONNECTIONS),
                variables.number(Setting.DB_MAX_CONNECTIONS),
                Duration.ofSeconds(variables.number(Setting.DB_ACQUIRE_TIMEOUT)));
    }

    private DatabaseSettings(Variables variables, int minConnections, int maxConnections, Duration acquireTimeout) {
        service = DatabaseAccount.SERVICE.url(variables);
        migration = DatabaseAccount.OWNER.url(variables);
        this.minConnections = minConnections;
        this.maxConnections = maxConnections;
        this.acquireTimeout = acquireTimeout;
        if (maxConnections < minConnections + RESERVED) {
            throw new InvalidSettingException("DB_MAX_CONNECTIONS must be a whole number from "
                    + (minConnections + RESERVED) + " to " + MOST + ", but is '" + maxConnections + "'");
        }
        requireReadable(DatabaseAccount.SERVICE, service, variables);
        requireReadable(DatabaseAccount.OWNER, migration, variables);
    }

    /**
     * Reads and checks them.
     *
     * @throws InvalidSettingException if one of them is invalid
     */
    public static DatabaseSettings from(Variables variables) {
        return new DatabaseSettings(variables);
    }

    /** As many connections as a command needs. */
    static DatabaseSettings forCommand(Variables variables) {
        return new DatabaseSettings(variables, 1, 1 + RESERVED, Duration.ofSeconds(10));
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

    private static void requireReadable(DatabaseAccount account, DatabaseUrl url, Variables variables) {
        if (url.rootCertificate()
                .filter(file -> !Files.isReadable(Path.of(file)))
                .isPresent()) {
            throw new InvalidSettingException(
                    account.setting(variables).orElseThrow() + " names a file in sslrootcert that can't be read");
        }
    }
}
