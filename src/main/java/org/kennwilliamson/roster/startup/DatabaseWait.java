package org.kennwilliamson.roster.startup;

import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

import io.quarkus.logging.Log;
import org.postgresql.PGStatement;

import org.kennwilliamson.roster.platform.concurrent.Pause;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.database.LoggedCauses;

/** Waits for a database that isn't up yet, saying so. */
final class DatabaseWait {

    private static final int TRIES_PER_MESSAGE = 10;
    private static final int CONNECT_SECONDS = 5;

    /** The SQLSTATE of a server, or a session, that takes no writes. */
    private static final String READ_ONLY = "25006";

    /**
     * What waiting doesn't help against, by SQLSTATE: a wrong password, a role or a database that doesn't exist, a role that
     * may not connect; and what the driver refuses, or is refused before it says who it is, as a server without TLS.
     */
    private static final Set<String> HOPELESS = Set.of("28000", "28P01", "3D000", "42501", "08004");

    /**
     * What waiting helps against, by the SQLSTATE's start: a lost connection, too many of them, a shutdown or start, and a
     * standby that may become the primary.
     */
    private static final Set<String> PASSING = Set.of("08", "53", "57P", READ_ONLY);

    /** A statement that is prepared already, or isn't any more. */
    private static final Set<String> NOT_ITS_OWN = Set.of("42P05", "26000");

    private static final String MIXED_UP =
            "DATABASE_URL leads through a pooler that mixes up what its clients prepare, as "
                    + "PgBouncer does with pool_mode = transaction before 1.21, or with max_prepared_statements = 0: set pool_mode = "
                    + "session, or have DATABASE_URL name PostgreSQL itself (docs/poolers.md). It says: ";

    private DatabaseWait() {}

    /**
     * Returns once the database takes connections, and writes.
     *
     * @throws SQLException if it refuses this user, has no such database, or isn't the one that the certificate is of
     */
    static void until(DatabaseUrl url) throws SQLException, InterruptedException {
        until(url, DatabaseWait::requireWrites);
    }

    /**
     * As {@link #until}, for the connections of the requests.
     *
     * @throws InvalidSettingException if a pooler stands between that mixes up what its clients prepare
     */
    static void untilRequestsAreTaken(DatabaseUrl url) throws SQLException, InterruptedException {
        until(url, DatabaseWait::requireWritesOfOwnStatements);
    }

    private interface Requirement {
        void of(DatabaseUrl url) throws SQLException;
    }

    private static void until(DatabaseUrl url, Requirement requirement) throws SQLException, InterruptedException {
        LoggedCauses causes = new LoggedCauses();
        for (int tries = 0; ; tries++) {
            try {
                requirement.of(url);
                if (tries > 0) {
                    Log.infof("The database at %s is up", url.address());
                }
                return;
            } catch (SQLException e) {
                if (Thread.interrupted()) {
                    // The driver reports Roster's own end as a failure.
                    throw new InterruptedException();
                }
                if (isHopeless(e)) {
                    throw e;
                }
                String cause = firstLine(e);
                if (causes.isNew(cause) || tries % TRIES_PER_MESSAGE == 0) {
                    Log.warnf("Waiting for the database at %s: %s", url.address(), cause);
                }
            }
            Pause.take();
        }
    }

    private static boolean isHopeless(SQLException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        return cause != null || HOPELESS.contains(String.valueOf(failure.getSQLState()));
    }

    /** Whether the cause of a failure is a database that went away, which waiting may help against. */
    static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return PASSING.stream().anyMatch(state::startsWith);
            }
        }
        return false;
    }

    /** What a failure comes from: the database's own words. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The URL may lead to the standby that was the primary yesterday. */
    private static void requireWrites(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url)) {
            requireWrites(connection);
        }
    }

    private static void requireWrites(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_is_in_recovery(), current_setting('transaction_read_only')::boolean")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new SQLException("it is a standby: it takes no writes", READ_ONLY);
            }
            if (row.getBoolean(2)) {
                throw new SQLException(
                        "it is read-only, since default_transaction_read_only is on: it takes no writes", READ_ONLY);
            }
        }
    }

    private static void requireWritesOfOwnStatements(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url)) {
            requireWrites(connection);
            requireOwnStatements(connection, url);
        }
    }

    /** One client would run what another one has prepared: statements of the same name, each connection's first. */
    private static void requireOwnStatements(Connection one, DatabaseUrl url) throws SQLException {
        try (Connection other = connect(url)) {
            prepare(one, "select 1");
            prepare(other, "select 2");
            prepare(one, "select 3");
        } catch (SQLException e) {
            if (NOT_ITS_OWN.contains(String.valueOf(e.getSQLState()))) {
                throw new InvalidSettingException(MIXED_UP + firstLine(e));
            }
            throw e;
        }
    }

    private static void prepare(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            statement.executeQuery().close();
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("ApplicationName", "roster");
        return DriverManager.getConnection(url.jdbcUrl(CONNECT_SECONDS), properties);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
