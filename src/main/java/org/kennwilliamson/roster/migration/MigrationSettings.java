package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * The settings of migrations; the same at boot and by command.
 *
 * @param owner the schema's owner
 * @param service the role that the service works as, which the scripts grant rights to
 * @param auditRetentionDays months of audit events that ended before so many days are dropped
 * @param lockTimeout how long a statement waits for a lock: while it waits, later statements wait behind it
 * @param statementTimeout how long a statement may take
 * @param backup whether there is a backup before
 */
public record MigrationSettings(
        DatabaseUrl owner,
        String service,
        int auditRetentionDays,
        Duration lockTimeout,
        Duration statementTimeout,
        BackupMode backup) {

    /** {@code MIGRATION_BACKUP}. */
    enum BackupMode {
        AUTO,
        REQUIRED,
        OFF
    }

    /** Ours first: from 18 on PostgreSQL has an uuidv7() as well, and keys come from one generator on every server. */
    static final String SEARCH_PATH = "public,pg_catalog";

    private static final int CONNECT_SECONDS = 5;

    /** Flyway asks once a second. */
    private static final int LOCK_RETRIES = 4;

    private static final Map<String, BackupMode> BACKUPS =
            Map.of("auto", BackupMode.AUTO, "required", BackupMode.REQUIRED, "off", BackupMode.OFF);

    /**
     * Reads them.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if one of them is invalid
     */
    static MigrationSettings from(Variables variables) {
        DatabaseUrl owner = DatabaseAccount.OWNER.url(variables);
        return new MigrationSettings(
                owner,
                DatabaseAccount.SERVICE.find(variables).orElse(owner).user(),
                variables.number(Setting.AUDIT_RETENTION_DAYS),
                variables.duration(Setting.MIGRATION_LOCK_TIMEOUT),
                variables.duration(Setting.MIGRATION_STATEMENT_TIMEOUT),
                variables.choice(Setting.MIGRATION_BACKUP, BACKUPS));
    }

    /** The same for another database of the server, as another role. */
    MigrationSettings of(DatabaseUrl other) {
        return new MigrationSettings(other, service, auditRetentionDays, lockTimeout, statementTimeout, backup);
    }

    /** Configures Flyway with these settings. */
    FluentConfiguration onto(FluentConfiguration flyway) {
        // Otherwise its lock is a transaction, for whose end CREATE INDEX CONCURRENTLY waits in vain.
        flyway.getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return flyway.dataSource(jdbcUrl(), owner.user(), owner.password())
                // Migrator asks again, however long the first of several needs, and says meanwhile who that is.
                .lockRetryCount(LOCK_RETRIES)
                // Flyway writes down when it applied what, without a zone.
                .initSql("set timezone = 'UTC'")
                .callbacks(new ConcurrentIndexTimeout(lockTimeout))
                // An older replica that restarts during a rollout, or after one that failed, must serve.
                .ignoreMigrationPatterns("*:future")
                .placeholders(Map.of(
                        "service",
                        '"' + service.replace("\"", "\"\"") + '"',
                        "audit_retention_days",
                        Integer.toString(auditRetentionDays)));
    }

    /** A connection of the owner's, with those time limits and that search path. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), owner.user(), owner.password());
    }

    /** A task on a connection of the owner's. */
    interface OwnerTask<T> {
        T with(Connection owner) throws SQLException;
    }

    /**
     * Runs a task on a connection of the owner's.
     *
     * @param fault what failed, as the beginning of the message
     */
    <T> T asOwner(String fault, OwnerTask<T> task) {
        try (Connection connection = connect()) {
            return task.with(connection);
        } catch (SQLException e) {
            throw new CommandFailure(fault + ": " + OneLine.of(e), e);
        }
    }

    /** Where the owner connects, with the time limits that statements have then and where they look names up. */
    String jdbcUrl() {
        return owner.jdbcUrl(CONNECT_SECONDS) + "&tcpKeepAlive=true&ApplicationName=roster-migration&options="
                + PercentEncoding.encode("-c lock_timeout=" + lockTimeout.toMillis() + " -c statement_timeout="
                        + statementTimeout.toMillis() + " -c search_path=" + SEARCH_PATH);
    }
}
