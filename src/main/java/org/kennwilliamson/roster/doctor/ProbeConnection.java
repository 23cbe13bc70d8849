package org.kennwilliamson.roster.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.quarkus.logging.Log;

/** A connection and its queries. Every query is a constant. */
final class ProbeConnection {

    private static final int ROWS_AT_ONCE = 1000;

    private final Connection connection;

    ProbeConnection(Connection connection) {
        this.connection = connection;
    }

    /** The first column. */
    List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** The single value of a query. */
    String text(String sql) throws SQLException {
        return texts(sql).get(0);
    }

    /** Of how many rows the first column is like that. They are read in pieces. */
    long count(String sql, Predicate<String> like) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                long count = 0;
                while (rows.next()) {
                    count += like.test(rows.getString(1)) ? 1 : 0;
                }
                return count;
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** PostgreSQL's own, as 15. */
    long majorVersion() throws SQLException {
        return number("select current_setting('server_version_num')::int / 10000");
    }

    boolean holds(String sql) throws SQLException {
        return "t".equals(text(sql));
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            Log.debug("A connection that isn't needed any more could not be closed", e);
        }
    }
}
