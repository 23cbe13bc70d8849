package org.kennwilliamson.roster.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.logging.Log;

/** A connection, and how it is asked. Every query is a constant. */
final class ProbeConnection {

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

    /** The one value of a query that gives one. */
    String text(String sql) throws SQLException {
        return texts(sql).get(0);
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
