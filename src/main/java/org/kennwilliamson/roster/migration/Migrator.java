package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import io.quarkus.logging.Log;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/** Applies what is pending, in turn with others who migrate the same database. */
public final class Migrator {

    private static final String POOLED =
            "MIGRATION_DATABASE_URL, or without it DATABASE_URL, leads through a pooler that "
                    + "gives no session of one's own (PgBouncer's pool_mode = transaction), which migrations need: "
                    + "have MIGRATION_DATABASE_URL name PostgreSQL itself. Nothing was changed";

    private static final String ARRIVED = """
            select count(*) from pg_settings where name = 'lock_timeout' and setting = '%d'
                or name = 'statement_timeout' and setting = '%d' or name = 'search_path' and setting = '%s'""";

    private static final int SETTINGS = 3;
    private static final String REFUSED = "unsupported startup parameter";
    private static final String BUSY =
            "Number of retries exceeded while attempting to acquire PostgreSQL advisory lock";
    private static final int TRIES_PER_MESSAGE = 6;

    private final MigrationSettings settings;
    private final Flyway flyway;

    /** @param flyway with those settings */
    public Migrator(MigrationSettings settings, Flyway flyway) {
        this.settings = settings;
        this.flyway = flyway;
    }

    /**
     * Applies what is pending. While somebody else migrates, it waits and says who that is.
     *
     * @throws FlywayException if a script fails, or the schema is another than this program can migrate
     */
    public MigrateResult migrate() {
        for (int tries = 0; ; tries++) {
            Optional<MigrateResult> result = attempt();
            if (result.isPresent()) {
                return result.get();
            }
            if (tries % TRIES_PER_MESSAGE == 0) {
                LockHolder.tell(settings);
            }
        }
    }

    private Optional<MigrateResult> attempt() {
        try {
            return Optional.of(flyway.migrate());
        } catch (FlywayException e) {
            if (String.valueOf(e.getMessage()).startsWith(BUSY)) {
                Log.debug("Somebody else migrates", e);
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes sure that one connection is one session of PostgreSQL's: behind a transaction pooler a lock would stay with
     * whoever gets the session next, and the time limits would not be there.
     *
     * @throws InvalidSettingException if it isn't
     * @throws SQLException if the database can't be reached
     */
    static void requireSession(MigrationSettings settings) throws SQLException {
        try (Connection one = connect(settings)) {
            requireSession(settings, one);
        }
    }

    /** As {@link #requireSession(MigrationSettings)}, of a connection that {@link #connect} opened. */
    static void requireSession(MigrationSettings settings, Connection one) throws SQLException {
        try (Connection other = connect(settings)) {
            int first = backend(one);
            other.setAutoCommit(false);
            // A pooler gives the session that has just become free.
            boolean shared = first == backend(other) || first != backend(one);
            other.rollback();
            if (shared || !hasArrived(one, settings)) {
                throw new InvalidSettingException(POOLED);
            }
        }
    }

    /** @throws InvalidSettingException if a pooler refuses what a migration sets */
    static Connection connect(MigrationSettings settings) throws SQLException {
        try {
            return settings.connect();
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(REFUSED)) {
                throw new InvalidSettingException(POOLED + ". It says: " + e.getMessage());
            }
            throw e;
        }
    }

    private static int backend(Connection connection) throws SQLException {
        return number(connection, "select pg_backend_pid()");
    }

    private static boolean hasArrived(Connection connection, MigrationSettings settings) throws SQLException {
        return number(
                        connection,
                        ARRIVED.formatted(
                                settings.lockTimeout().toMillis(),
                                settings.statementTimeout().toMillis(),
                                MigrationSettings.SEARCH_PATH))
                == SETTINGS;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
