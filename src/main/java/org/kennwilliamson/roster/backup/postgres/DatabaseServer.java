package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** The server that a restore goes to. Its databases come, go and change their names by work that is done beside them. */
public final class DatabaseServer {

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String FORBIDDEN = "42501";

    private final DatabaseUrl url;

    public DatabaseServer(DatabaseUrl url) {
        this.url = url;
    }

    /** What is done on a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException, BackupException;
    }

    /** One of its databases. */
    public DatabaseUrl at(String database) {
        return url.withDatabase(database);
    }

    public boolean has(String database) throws BackupException {
        return beside(Set.of(), "The databases can't be listed", connection -> !texts(
                        connection, "select datname from pg_database where datname = ?", database)
                .isEmpty());
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
     * @param fault what it means if the server refuses, as the beginning of a sentence
     */
    public <T> T beside(Set<String> avoided, String fault, Work<T> work) throws BackupException {
        try (Connection connection = connect(avoided)) {
            return work.on(writable(connection));
        } catch (SQLException e) {
            throw refused(fault, e);
        }
    }

    /** As {@link #beside}, for work inside of one database. */
    public <T> T within(String database, String fault, Work<T> work) throws BackupException {
        try (Connection connection = ExportedSnapshot.connect(at(database))) {
            return work.on(writable(connection));
        } catch (SQLException e) {
            throw refused(fault, e);
        }
    }

    /** Runs statements, each by itself. */
    public static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements in one transaction, or in the one that is open, and commits. */
    public static void runTogether(Connection connection, List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, statements);
        connection.commit();
    }

    /** The first column of what a query with texts as its parameters gives. */
    public static List<String> texts(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    /** A name as an identifier of SQL. */
    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private Connection connect(Set<String> avoided) throws BackupException {
        BackupException missing = null;
        for (String name : List.of(url.database(), "postgres", "template1")) {
            try {
                if (!avoided.contains(name)) {
                    return ExportedSnapshot.connect(at(name));
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

    /** Somebody may have stopped all writing to a database that is in trouble. */
    private static Connection writable(Connection connection) throws SQLException {
        run(connection, List.of("set default_transaction_read_only = off"));
        return connection;
    }

    private static boolean isMissing(BackupException e) {
        return e.getCause() instanceof SQLException cause && NO_SUCH_DATABASE.equals(cause.getSQLState());
    }

    private BackupException refused(String fault, SQLException e) {
        String remedy = FORBIDDEN.equals(e.getSQLState())
                ? "; " + url.user() + " may not: set MIGRATION_DATABASE_URL to a superuser's URL for this command"
                : "";
        String answer = String.valueOf(e.getMessage()).replaceAll("\\R", " ");
        return new BackupException(FailureReason.DATABASE, fault + ": " + answer + remedy, e);
    }
}
