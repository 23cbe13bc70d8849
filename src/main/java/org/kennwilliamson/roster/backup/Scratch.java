package org.kennwilliamson.roster.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.database.DatabaseUrl;

/** A database for a test restore, made like the one that was dumped, and dropped when it is closed. */
final class Scratch implements AutoCloseable {

    private static final String PREFIX = "roster_proof_";

    /** As whom and where everything else connects: a database can't be dropped from within. */
    private final DatabaseUrl beside;

    private final String name;

    private Scratch(DatabaseUrl beside, String name) {
        this.beside = beside;
        this.name = name;
    }

    static Scratch create(DatabaseUrl beside) throws BackupException {
        String name =
                PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        try (Connection connection = Snapshot.connect(beside);
                Statement statement = connection.createStatement()) {
            statement.execute(likeThisOne(statement, name));
            return new Scratch(beside, name);
        } catch (SQLException e) {
            throw new BackupException(
                    Reason.DATABASE, "A scratch database for the test restore can't be made: " + e.getMessage(), e);
        }
    }

    /** Drops those of this user's that a killed run left behind: to be called by who holds the folder's lock. */
    static void sweep(DatabaseUrl beside) throws BackupException {
        try (Connection connection = Snapshot.connect(beside);
                Statement statement = connection.createStatement()) {
            for (String left : leftBehind(statement)) {
                statement.execute("drop database if exists \"" + left + "\" with (force)");
                Log.infof("Dropped %s, which an earlier run left behind", left);
            }
        } catch (SQLException e) {
            throw Snapshot.failed(e);
        }
    }

    DatabaseUrl url() {
        return beside.withDatabase(name);
    }

    @Override
    public void close() {
        try (Connection connection = Snapshot.connect(beside);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists \"" + name + "\" with (force)");
        } catch (SQLException | BackupException e) {
            Log.warnf("The scratch database %s could not be dropped; the next run does it: %s", name, e.getMessage());
        }
    }

    private static String likeThisOne(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                select format('create database %I template template0 encoding %L lc_collate %L lc_ctype %L',
                    '""" + name + """
                ', pg_encoding_to_char(encoding), datcollate, datctype)
                from pg_database where datname = current_database()""")) {
            row.next();
            return row.getString(1);
        }
    }

    private static List<String> leftBehind(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select datname from pg_database
                where datname ~ '^roster_proof_[0-9a-f]{16}$' and pg_get_userbyid(datdba) = current_user""")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
