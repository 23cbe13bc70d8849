package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * A database as it is at one moment, for as long as this is open: pg_dump and the count see the same rows. While it
 * is open nobody else backs the database up, on whatever machine: the lock goes with the connection.
 */
public final class ExportedSnapshot implements AutoCloseable {

    private static final String TAKE_LOCK = "select pg_try_advisory_lock(hashtext('roster.backup'))";

    private static final String HOLDER = """
            select concat('process ', a.pid, ' of ', a.usename, ' at ' || host(a.client_addr), ', connected since '
                || to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC', '; if it hangs, select'
                ' pg_terminate_backend(', a.pid, ') ends it')
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                and l.database = (select oid from pg_database where datname = current_database())
                and (l.classid::bigint << 32 | l.objid::bigint) = hashtext('roster.backup')::bigint
            """;

    private final Connection connection;
    private final String id;

    private ExportedSnapshot(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /**
     * Takes one.
     *
     * @param limit how long counting one table may take
     * @throws BackupException BUSY if somebody else backs it up, DATABASE if it can't be reached
     */
    public static ExportedSnapshot take(DatabaseUrl url, Duration limit) throws BackupException {
        Connection connection = PostgresConnections.open(url, limit);
        try {
            lock(connection);
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

    private static void lock(Connection connection) throws SQLException, BackupException {
        if (!Jdbc.text(connection, TAKE_LOCK).equals("t")) {
            String holder = String.join(", ", Jdbc.texts(connection, HOLDER));
            throw new BackupException(
                    FailureReason.BUSY,
                    "Another backup of this database is running" + (holder.isEmpty() ? "" : ": " + holder));
        }
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
