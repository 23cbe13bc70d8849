package org.kennwilliamson.roster.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.platform.concurrent.Pause;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Waits for a database that isn't up yet, saying so. */
final class DatabaseWait {

    private static final int TRIES_PER_MESSAGE = 10;

    /** What no waiting mends, by SQLSTATE: a wrong password, a role or a database that doesn't exist. */
    private static final Set<String> HOPELESS = Set.of("28000", "28P01", "3D000");

    /** What waiting mends, by the start of the SQLSTATE: a lost connection, too many of them, a shutdown or start. */
    private static final Set<String> PASSING = Set.of("08", "53", "57P");

    private DatabaseWait() {}

    /**
     * Returns once the database takes connections.
     *
     * @throws SQLException when it refuses this user or has no such database
     */
    static void until(DatabaseUrl url) throws SQLException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                connect(url).close();
                if (tries > 0) {
                    Log.infof("The database at %s is up", url.address());
                }
                return;
            } catch (SQLException e) {
                if (Thread.interrupted()) {
                    // The driver reports Roster's own end as a failure.
                    throw new InterruptedException();
                }
                if (HOPELESS.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                if (tries % TRIES_PER_MESSAGE == 0) {
                    Log.warnf("Waiting for the database at %s: %s", url.address(), firstLine(e));
                }
            }
            Pause.take();
        }
    }

    /** Whether the cause of a failure is a database that went away, which waiting may mend. */
    static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return PASSING.stream().anyMatch(state::startsWith);
            }
        }
        return false;
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("ApplicationName", "roster");
        return DriverManager.getConnection(url.jdbcUrl(), properties);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
