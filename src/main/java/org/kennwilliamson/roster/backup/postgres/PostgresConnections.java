package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/** The connections of backups and restores, all with the same limits. */
public final class PostgresConnections {

    /** A limit that is set for a role would end a long dump; rows that row security hides would be counted as lost. */
    private static final String OPTIONS = "-c search_path=pg_catalog -c lock_timeout=60s -c statement_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c row_security=off";

    private PostgresConnections() {}

    /**
     * Opens one; the caller closes it.
     *
     * @throws BackupException DATABASE if the database can't be reached, or refuses
     */
    public static Connection open(DatabaseUrl url) throws BackupException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "roster-backup");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", OPTIONS);
        try {
            return DriverManager.getConnection(url.jdbcUrl(), properties);
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
