package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/** The connections of backups and restores, all with the same limits. */
public final class PostgresConnections {

    /** How long a statement may take that isn't known to read or write much. */
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);

    /** What PostgreSQL and its driver can count to, in milliseconds. */
    private static final Duration LONGEST = Duration.ofDays(24);

    /** For an answer that has been due: a server that is frozen, or cut off, never gives one. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * In the place of limits that are set for a role: one of those would end a long dump. And rows that row security
     * hides would be counted as lost.
     */
    private static final String OPTIONS = "-c search_path=pg_catalog -c lock_timeout=60s -c statement_timeout=%d"
            + " -c idle_in_transaction_session_timeout=0 -c row_security=off";

    static final String APPLICATION = "roster-backup";

    private static final int CONNECT_SECONDS = 10;

    private PostgresConnections() {}

    /**
     * Opens one; the caller closes it. A statement on it waits a minute for a lock, and takes ten at most.
     *
     * @throws BackupException DATABASE if the database can't be reached, or refuses
     */
    public static Connection open(DatabaseUrl url) throws BackupException {
        return open(url, STATEMENT_LIMIT);
    }

    /** As {@link #open(DatabaseUrl)}, for statements that may take this long. */
    public static Connection open(DatabaseUrl url, Duration wanted) throws BackupException {
        Duration limit = wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("socketTimeout", Long.toString(limit.plus(GRACE).toSeconds()));
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", OPTIONS.formatted(limit.toMillis()));
        try {
            return DriverManager.getConnection(url.jdbcUrl(CONNECT_SECONDS), properties);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The failure for a connection, or for a statement on one. */
    static BackupException failed(SQLException e) {
        return new BackupException(FailureReason.DATABASE, "The database can't be used: " + OneLine.of(e), e);
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            Log.debug("A connection that is given up could not be closed", e);
        }
    }
}
