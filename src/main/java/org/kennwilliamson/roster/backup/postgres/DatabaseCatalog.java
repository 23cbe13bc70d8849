package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Requirements;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** What is in a database: tables and their rows, roles, versions. A connection with a snapshot sees what was there then. */
public final class DatabaseCatalog {

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) as name
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(temp|toast)'
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            """;

    /** Roles that own objects of the database or the database itself, or are granted something on them. */
    private static final String ROLES = """
            select distinct r.rolname
            from pg_shdepend s
                join pg_roles r on r.oid = s.refobjid
                join pg_database d on d.datname = current_database()
            where s.refclassid = 'pg_authid'::regclass
                and (s.dbid = d.oid or (s.classid = 'pg_database'::regclass and s.objid = d.oid))
            order by 1
            """;

    private static final String TABLESPACES = """
            select t.spcname
            from pg_tablespace t
            where t.spcname not in ('pg_default', 'pg_global')
                and (t.oid = (select dattablespace from pg_database where datname = current_database())
                    or exists (select from pg_class c where c.reltablespace = t.oid))
            order by 1
            """;

    private final Connection connection;

    /** @param connection to the database; stays open */
    public DatabaseCatalog(Connection connection) {
        this.connection = connection;
    }

    /**
     * As {@link #rows()}, on a connection of its own.
     *
     * @param limit how long counting one table may take
     */
    public static SortedMap<String, Long> rows(DatabaseUrl url, Duration limit) throws BackupException {
        try (Connection connection = PostgresConnections.open(url, limit)) {
            return new DatabaseCatalog(connection).rows();
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** As {@link #requirements()}, on a connection of its own. */
    public static Requirements requirements(DatabaseUrl url) throws BackupException {
        try (Connection connection = PostgresConnections.open(url)) {
            return new DatabaseCatalog(connection).requirements();
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** How many rows each table has, by {@code schema.name} with the quotes that SQL needs. */
    public SortedMap<String, Long> rows() throws BackupException {
        try {
            SortedMap<String, Long> rows = new TreeMap<>();
            for (String table : tables()) {
                rows.put(table, Long.valueOf(Jdbc.text(connection, "select count(*) from only " + table)));
            }
            return Collections.unmodifiableSortedMap(rows);
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** The roles that a restore with owners and rights needs, sorted. */
    public List<String> roles() throws BackupException {
        try {
            return List.copyOf(Jdbc.texts(connection, ROLES));
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** What else it takes to restore all of the database. */
    public Requirements requirements() throws BackupException {
        try {
            return new Requirements(
                    DatabaseLocales.of(connection, Jdbc.text(connection, "select current_database()"))
                            .orElseThrow(),
                    List.copyOf(Jdbc.texts(connection, TABLESPACES)),
                    SuperuserObjects.of(connection),
                    List.copyOf(Jdbc.texts(connection, SuperuserObjects.NOT_DUMPED)));
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** PostgreSQL's version. */
    public ServerVersion server() throws BackupException {
        try {
            return ServerVersion.of(connection);
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** The newest migration that was applied; null in a database that never was migrated. */
    public String schemaVersion() throws BackupException {
        return text("select to_regclass('public.flyway_schema_history')") == null ? null : text("""
                        select max(version) from public.flyway_schema_history where success and version is not null""");
    }

    /** The tables as they are written in SQL, without those of extensions. */
    List<String> tables() throws SQLException {
        return Jdbc.texts(connection, TABLES);
    }

    private String text(String sql) throws BackupException {
        try {
            return Jdbc.text(connection, sql);
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }
}
