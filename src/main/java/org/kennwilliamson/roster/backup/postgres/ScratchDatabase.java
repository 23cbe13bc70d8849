package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DatabaseLocale;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/** A database for a test restore, created like the one that was dumped, and dropped when it is closed. */
public final class ScratchDatabase implements AutoCloseable {

    private static final String PREFIX = "roster_proof_";

    /** A server goes on creating one for a client that was killed, and it is invisible until it is there. */
    private static final String BEGIN_MAKING = "select pg_advisory_lock(hashtext('roster.proof'))";

    private static final String END_MAKING = "select pg_advisory_unlock(hashtext('roster.proof'))";

    /** How long a server may take to see that a client was killed, and to let go of its locks. */
    private static final String NOTICED_WITHIN = "3s";

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** The URL of another database of the server: a database can't be dropped from within. */
    private final DatabaseUrl beside;

    private final String name;

    /** Has a lock on the name, so that another process' {@link #sweep} sees that it is in use. */
    private final Connection keeper;

    private ScratchDatabase(DatabaseUrl beside, String name, Connection keeper) {
        this.beside = beside;
        this.name = name;
        this.keeper = keeper;
    }

    /** Fails before the dump if the server or the user can't create databases. */
    public static void requireAllowed(DatabaseUrl beside) throws BackupException {
        try (Connection connection = PostgresConnections.open(beside);
                Statement statement = connection.createStatement()) {
            requirePrimary(statement, ", or set BACKUP_VERIFY=decrypt");
            if (!holds(statement, "select rolcreatedb or rolsuper from pg_roles where rolname = current_user")) {
                throw new BackupException(
                        FailureReason.DATABASE,
                        beside.user()
                                + " may not create databases, and each backup is verified by restoring it into one: as"
                                + " superuser, alter role " + Jdbc.quoted(beside.user()) + " createdb; or set"
                                + " BACKUP_DATABASE_URL to a user that may, or BACKUP_VERIFY=decrypt");
            }
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    public static ScratchDatabase create(DatabaseUrl beside) throws BackupException {
        Connection keeper = PostgresConnections.open(beside);
        try (Statement statement = keeper.createStatement()) {
            requirePrimary(statement, "");
            String name = newName(statement);
            lock(statement, name);
            statement.execute(BEGIN_MAKING);
            statement.execute(likeThisOne(keeper, name));
            statement.execute(END_MAKING);
            return new ScratchDatabase(beside, name, keeper);
        } catch (BackupException e) {
            PostgresConnections.closeQuietly(keeper);
            throw e;
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(keeper);
            throw new BackupException(
                    FailureReason.DATABASE,
                    "A scratch database for the test restore can't be created: " + e.getMessage(),
                    e);
        }
    }

    /** Drops those of this user and this database that a killed run left behind, unless something stands in the way. */
    public static void sweep(DatabaseUrl beside) throws BackupException {
        try (Connection connection = PostgresConnections.open(beside);
                Statement statement = connection.createStatement()) {
            statement.execute(BEGIN_MAKING);
            List<String> found = leftBehind(statement);
            statement.execute(END_MAKING);
            drop(statement, found);
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    public DatabaseUrl url() {
        return beside.withDatabase(name);
    }

    @Override
    public void close() {
        try (Connection connection = PostgresConnections.open(beside);
                Statement statement = connection.createStatement()) {
            drop(statement, name);
        } catch (SQLException | BackupException e) {
            Log.warnf("The scratch database %s could not be dropped; the next run does it: %s", name, OneLine.of(e));
        } finally {
            PostgresConnections.closeQuietly(keeper);
        }
    }

    private static void drop(Statement statement, List<String> leftBehind) {
        for (String left : leftBehind) {
            try {
                if (isFree(statement, left)) {
                    drop(statement, left);
                    Log.infof("Dropped %s, which an earlier run left behind", left);
                }
            } catch (SQLException e) {
                Log.warnf("%s, which an earlier run left behind, could not be dropped: %s", left, OneLine.of(e));
                return;
            }
        }
    }

    private static void requirePrimary(Statement statement, String otherwise) throws SQLException, BackupException {
        if (holds(statement, "select pg_is_in_recovery()")) {
            throw new BackupException(
                    FailureReason.DATABASE,
                    "BACKUP_DATABASE_URL leads to a standby, where no scratch database can be created to restore into:"
                            + " set it to the primary's URL" + otherwise);
        }
    }

    private static boolean holds(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Drops it and ends its connections. Autovacuum may have one: only a superuser may end that by force, others wait
     * until it is done.
     */
    private static void drop(Statement statement, String name) throws SQLException {
        String drop = "drop database if exists \"" + name + '"';
        try {
            statement.execute(drop + " with (force)");
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            statement.execute(drop);
        }
    }

    /** Until the connection ends: locks are known within one database only. */
    private static void lock(Statement statement, String name) throws SQLException {
        statement.execute("select pg_advisory_lock(hashtext('roster.proof'), hashtext('" + name + "'))");
    }

    /** Whether no living process has it: then it is locked. */
    private static boolean isFree(Statement statement, String name) throws SQLException {
        try {
            statement.execute("set lock_timeout = '" + NOTICED_WITHIN + "'");
            lock(statement, name);
            statement.execute("reset lock_timeout");
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                statement.execute("reset lock_timeout");
                return false;
            }
            throw e;
        }
    }

    /** Contains the dumped database's oid, so that backups of other databases leave it alone. */
    private static String newName(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                select lpad(to_hex(oid::bigint), 8, '0') from pg_database where datname = current_database()""")) {
            row.next();
            return PREFIX
                    + row.getString(1)
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        }
    }

    private static String likeThisOne(Connection keeper, String name) throws SQLException {
        DatabaseLocale locale = DatabaseLocales.of(keeper, Jdbc.text(keeper, "select current_database()"))
                .orElseThrow();
        return "create database " + Jdbc.quoted(name) + ' ' + DatabaseLocales.clause(locale);
    }

    private static List<String> leftBehind(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select left_behind.datname
                from pg_database as left_behind join pg_database as here on here.datname = current_database()
                where left_behind.datname ~ ('^roster_proof_' || lpad(to_hex(here.oid::bigint), 8, '0') || '[0-9a-f]{8}$')
                    and pg_get_userbyid(left_behind.datdba) = current_user""")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
