package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * A database as it is at one moment, for as long as this is open: pg_dump and whoever counts see the same rows. While it
 * is open nobody else backs the database up, on whatever machine: the lock goes with the connection.
 */
public final class ExportedSnapshot implements AutoCloseable {

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(temp|toast)'
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            """;

    /** Whom objects of the database and the database itself belong to, or grant something to. */
    private static final String ROLES = """
            select distinct r.rolname
            from pg_shdepend s
                join pg_roles r on r.oid = s.refobjid
                join pg_database d on d.datname = current_database()
            where s.refclassid = 'pg_authid'::regclass
                and (s.dbid = d.oid or (s.classid = 'pg_database'::regclass and s.objid = d.oid))
            order by 1
            """;
    /** A limit that somebody has set for a role would end a long dump. */
    private static final String OPTIONS = "-c search_path=pg_catalog -c lock_timeout=60s -c statement_timeout=0"
            + " -c idle_in_transaction_session_timeout=0";

    private final Connection connection;
    private final String id;

    private ExportedSnapshot(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /** @throws BackupException BUSY where somebody else backs it up, DATABASE where it can't be reached */
    public static ExportedSnapshot take(DatabaseUrl url) throws BackupException {
        Connection connection = connect(url);
        try {
            if (!text(connection, "select pg_try_advisory_lock(hashtext('roster.backup'))")
                    .equals("t")) {
                throw new BackupException(FailureReason.BUSY, "Another backup of this database is running");
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            String id = text(connection, "select pg_export_snapshot()");
            keepTables(connection);
            return new ExportedSnapshot(connection, id);
        } catch (BackupException e) {
            closeQuietly(connection);
            throw e;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failed(e);
        }
    }

    /** For pg_dump's {@code --snapshot}. */
    public String id() {
        return id;
    }

    public String serverVersion() throws BackupException {
        return ask("show server_version");
    }

    public int serverMajor() throws BackupException {
        return Integer.parseInt(ask("show server_version_num")) / 10_000;
    }

    /** The newest migration that was applied; null in a database that never was migrated. */
    public String schemaVersion() throws BackupException {
        return ask("select to_regclass('public.flyway_schema_history')") == null ? null : ask("""
                        select max(version) from public.flyway_schema_history where success and version is not null""");
    }

    /** How many rows each table has, by {@code schema.name} with the quotes that SQL needs. */
    public SortedMap<String, Long> rows() throws BackupException {
        return rows(connection);
    }

    /** As {@link #rows()}, of any database. */
    public static SortedMap<String, Long> rows(DatabaseUrl url) throws BackupException {
        try (Connection connection = connect(url)) {
            return rows(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The roles that a restore with owners and rights needs, sorted. */
    public List<String> roles() throws BackupException {
        return roles(connection);
    }

    /** As {@link #roles()}, of any database. */
    public static List<String> roles(Connection connection) throws BackupException {
        try {
            return List.copyOf(DatabaseServer.texts(connection, ROLES));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    public static Connection connect(DatabaseUrl url) throws BackupException {
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

    static BackupException failed(SQLException e) {
        return new BackupException(FailureReason.DATABASE, "The database can't be used: " + OneLine.of(e), e);
    }

    private static SortedMap<String, Long> rows(Connection connection) throws BackupException {
        try {
            SortedMap<String, Long> rows = new TreeMap<>();
            for (String table : tables(connection)) {
                rows.put(table, Long.valueOf(text(connection, "select count(*) from only " + table)));
            }
            return Collections.unmodifiableSortedMap(rows);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** From here on nobody empties, changes or drops one, which a snapshot wouldn't hide: pg_dump ends before the count. */
    private static void keepTables(Connection connection) throws SQLException {
        List<String> tables = tables(connection);
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table only " + String.join(", only ", tables) + " in access share mode");
            }
        }
    }

    /** As they are written in SQL. */
    private static List<String> tables(Connection connection) throws SQLException {
        return DatabaseServer.texts(connection, TABLES);
    }

    private String ask(String sql) throws BackupException {
        try {
            return text(connection, sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            Log.debug("A connection that is given up could not be closed", e);
        }
    }
}
