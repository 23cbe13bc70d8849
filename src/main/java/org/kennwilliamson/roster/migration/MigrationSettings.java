package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.quarkus.runtime.configuration.DurationConverter;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * As whom and how the schema is changed; the same at boot and by command.
 *
 * @param owner the schema's owner
 * @param service the role that the service works as, which the scripts give rights to
 * @param auditRetentionDays months of audit events that ended before so many days are dropped
 * @param lockTimeout how long a statement waits for a lock: while it waits, whoever comes after it waits as well
 * @param statementTimeout how long a statement may take
 * @param backup whether there is a backup before
 */
public record MigrationSettings(
        DatabaseUrl owner,
        String service,
        int auditRetentionDays,
        Duration lockTimeout,
        Duration statementTimeout,
        Backup backup) {

    /** {@code MIGRATION_BACKUP}. */
    enum Backup {
        AUTO,
        REQUIRED,
        OFF
    }

    private static final Map<String, Backup> BACKUPS =
            Map.of("auto", Backup.AUTO, "required", Backup.REQUIRED, "off", Backup.OFF);

    /**
     * Reads them.
     *
     * @param variables gives a variable's value, or null
     * @throws InvalidSettingException for one that can't be meant so
     */
    static MigrationSettings from(UnaryOperator<String> variables) {
        DatabaseUrl owner = url(variables, List.of("MIGRATION_DATABASE_URL", "DATABASE_URL"));
        DatabaseUrl service = url(variables, List.of("DATABASE_URL", "MIGRATION_DATABASE_URL"));
        String backup = Variables.set(variables, "MIGRATION_BACKUP").orElse("auto");
        if (!BACKUPS.containsKey(backup)) {
            throw new InvalidSettingException(
                    "MIGRATION_BACKUP must be auto, required or off, but is '" + backup + "'");
        }
        return new MigrationSettings(
                owner,
                service.user(),
                days(Variables.set(variables, "AUDIT_RETENTION_DAYS").orElse("365")),
                duration(variables, "MIGRATION_LOCK_TIMEOUT", "10s"),
                duration(variables, "MIGRATION_STATEMENT_TIMEOUT", "15m"),
                BACKUPS.get(backup));
    }

    /** The same for another database of the server, as somebody else. */
    MigrationSettings of(DatabaseUrl other) {
        return new MigrationSettings(other, service, auditRetentionDays, lockTimeout, statementTimeout, backup);
    }

    /** Has Flyway connect and run its scripts like this. */
    FluentConfiguration onto(FluentConfiguration flyway) {
        // Else its lock is a transaction, for whose end CREATE INDEX CONCURRENTLY waits in vain.
        flyway.getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return flyway.dataSource(jdbcUrl(), owner.user(), owner.password())
                // Two that start at once take turns, however long the first one needs.
                .lockRetryCount(-1)
                // An older replica that starts anew during a rollout, or after it went wrong, is to serve.
                .ignoreMigrationPatterns("*:future")
                .placeholders(Map.of(
                        "service",
                        '"' + service.replace("\"", "\"\"") + '"',
                        "audit_retention_days",
                        Integer.toString(auditRetentionDays)));
    }

    /** A connection of the owner's, with those time limits. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), owner.user(), owner.password());
    }

    /** Where the owner connects, with the time limits that statements have then. */
    String jdbcUrl() {
        return owner.jdbcUrl()
                + "&connectTimeout=5&loginTimeout=10&tcpKeepAlive=true&ApplicationName=roster-migration&options="
                + PercentEncoding.encode("-c lock_timeout=" + lockTimeout.toMillis() + " -c statement_timeout="
                        + statementTimeout.toMillis());
    }

    private static DatabaseUrl url(UnaryOperator<String> variables, List<String> names) {
        return names.stream()
                .filter(name -> Variables.set(variables, name).isPresent())
                .findFirst()
                .map(name ->
                        DatabaseUrl.parse(name, Variables.set(variables, name).orElseThrow()))
                .orElseThrow(() -> new InvalidSettingException("DATABASE_URL is not set: Roster needs a PostgreSQL 15 "
                        + "database, DATABASE_URL=postgresql://user:password@host:port/database"));
    }

    private static int days(String text) {
        if (!text.matches("[3-9]\\d|[1-9]\\d{2,4}")) {
            throw new InvalidSettingException(
                    "AUDIT_RETENTION_DAYS must be a whole number from 30 to 99999, but is '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(UnaryOperator<String> variables, String name, String otherwise) {
        String text = Variables.set(variables, name).orElse(otherwise);
        if (!text.matches("[1-9]\\d{0,5}(ms|s|m|h)")) {
            throw new InvalidSettingException(name + " must be a duration like 10s, 5m or 1h, but is '" + text + "'");
        }
        return DurationConverter.parseDuration(text);
    }
}
