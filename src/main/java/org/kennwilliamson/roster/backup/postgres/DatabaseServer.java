package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** The server that a restore goes to. To create, drop or rename a database, it connects to another one. */
public final class DatabaseServer {

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String FORBIDDEN = "42501";

    private static final String SPARE = "postgres";

    private final DatabaseUrl url;

    public DatabaseServer(DatabaseUrl url) {
        this.url = url;
    }

    /** A task on a connection. */
    public interface ConnectionTask<T> {
        T on(Connection connection) throws SQLException, BackupException;
    }

    /** Works on it, and tells what that waits for; over a connection to a database that nobody restores or renames. */
    public <T> T observed(WaitObserver.ObservedTask<T> task) throws BackupException {
        return WaitObserver.during(at(SPARE), task);
    }

    /** One of its databases. */
    public DatabaseUrl at(String database) {
        return url.withDatabase(database);
    }

    public ServerVersion version() throws BackupException {
        return beside(Set.of(), "The server's version can't be found out", ServerVersion::of);
    }

    public boolean has(String database) throws BackupException {
        return beside(Set.of(), "The databases can't be listed", connection -> !Jdbc.texts(
                        connection, "select datname from pg_database where datname = ?", database)
                .isEmpty());
    }

    /** Whether its user may everything. */
    public boolean isSuperuser() throws BackupException {
        return beside(Set.of(), "The user's rights can't be read", connection -> "t"
                .equals(Jdbc.text(connection, "select rolsuper from pg_roles where rolname = current_user")));
    }

    /** The first name from this moment on that no database has. */
    public String unused(Function<Instant, String> name, Instant from) throws BackupException {
        Instant moment = from;
        while (has(name.apply(moment))) {
            moment = moment.plusSeconds(1);
        }
        return name.apply(moment);
    }

    /**
     * Works on a connection to some database: the one that the URL names, or one that every server has.
     *
     * @param avoided databases that nobody may be connected to meanwhile
     * @param fault what failed, as the beginning of the message
     */
    public <T> T beside(Set<String> avoided, String fault, ConnectionTask<T> task) throws BackupException {
        try (Connection connection = connect(avoided)) {
            return task.on(writable(connection));
        } catch (SQLException e) {
            throw refused(fault, e);
        }
    }

    /** As {@link #beside}, for work inside of one database. */
    public <T> T within(String database, String fault, ConnectionTask<T> task) throws BackupException {
        try (Connection connection = PostgresConnections.open(at(database))) {
            return task.on(writable(connection));
        } catch (SQLException e) {
            throw refused(fault, e);
        }
    }

    private Connection connect(Set<String> avoided) throws BackupException {
        BackupException missing = null;
        for (String name : List.of(url.database(), SPARE, "template1")) {
            try {
                if (!avoided.contains(name)) {
                    return PostgresConnections.open(at(name));
                }
            } catch (BackupException e) {
                if (!isMissing(e)) {
                    throw e;
                }
                missing = e;
            }
        }
        throw missing == null
                ? new BackupException(FailureReason.DATABASE, "No database is left to connect to")
                : missing;
    }

    /** The operator may have made a database that is in trouble read-only. */
    private static Connection writable(Connection connection) throws SQLException {
        Jdbc.run(connection, List.of("set default_transaction_read_only = off"));
        return connection;
    }

    private static boolean isMissing(BackupException e) {
        return e.getCause() instanceof SQLException cause && NO_SUCH_DATABASE.equals(cause.getSQLState());
    }

    private BackupException refused(String fault, SQLException e) {
        String remedy = FORBIDDEN.equals(e.getSQLState())
                ? "; " + url.user()
                        + " may not: set MIGRATION_DATABASE_URL to a superuser's URL for this command, or to"
                        + " that of a role as docs/operations.md has it"
                : "";
        String answer = String.valueOf(e.getMessage()).replaceAll("\\R", " ");
        return new BackupException(FailureReason.DATABASE, fault + ": " + answer + remedy, e);
    }
}
