package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * A database as it is at one moment, for as long as this is open: pg_dump and the count see the same rows. While it
 * is open nobody else backs the database up, on whatever machine: the lock goes with the connection.
 */
public final class ExportedSnapshot implements AutoCloseable {

    private final Connection connection;
    private final String id;

    private ExportedSnapshot(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /** @throws BackupException BUSY if somebody else backs it up, DATABASE if it can't be reached */
    public static ExportedSnapshot take(DatabaseUrl url) throws BackupException {
        Connection connection = PostgresConnections.open(url);
        try {
            if (!Jdbc.text(connection, "select pg_try_advisory_lock(hashtext('roster.backup'))")
                    .equals("t")) {
                throw new BackupException(FailureReason.BUSY, "Another backup of this database is running");
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            String id = Jdbc.text(connection, "select pg_export_snapshot()");
            keepTables(connection);
            return new ExportedSnapshot(connection, id);
        } catch (BackupException e) {
            PostgresConnections.closeQuietly(connection);
            throw e;
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(connection);
            throw PostgresConnections.failed(e);
        }
    }

    /** For pg_dump's {@code --snapshot}. */
    public String id() {
        return id;
    }

    /** What is in it. */
    public DatabaseCatalog catalog() {
        return new DatabaseCatalog(connection);
    }

    @Override
    public void close() {
        PostgresConnections.closeQuietly(connection);
    }

    /** From here on nobody can truncate, alter or drop one, which a snapshot doesn't hide: pg_dump ends before the count. */
    private static void keepTables(Connection connection) throws SQLException {
        List<String> tables = new DatabaseCatalog(connection).tables();
        if (!tables.isEmpty()) {
            Jdbc.run(
                    connection, List.of("lock table only " + String.join(", only ", tables) + " in access share mode"));
        }
    }
}
