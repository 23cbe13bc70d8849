package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * A PostgreSQL server's version.
 *
 * @param major as 15
 * @param text as the server reports it: {@code 15.8}
 */
public record ServerVersion(int major, String text) {

    private static final int MINORS = 10_000;

    /** That of the server which a URL leads to. */
    public static ServerVersion of(DatabaseUrl url) throws BackupException {
        try (Connection connection = PostgresConnections.open(url)) {
            return of(connection);
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    static ServerVersion of(Connection connection) throws SQLException {
        return new ServerVersion(
                Integer.parseInt(Jdbc.text(connection, "show server_version_num")) / MINORS,
                Jdbc.text(connection, "show server_version"));
    }

    /** What to do to get this version's client programs. */
    String remedy() {
        return remedy(major);
    }

    static String remedy(int major) {
        return "apt-get install postgresql-client-" + major + ", or set PG_BIN_DIR to the directory of its programs";
    }
}
