package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is in the tables of a copy, in a form that can be compared. */
final class TableDigests {

    private static final String HISTORY = "public.flyway_schema_history";

    private static final String NOT_VALID = """
            select conrelid::regclass || ': ' || conname as name from pg_constraint
            where not convalidated and connamespace = 'public'::regnamespace
            order by 1""";

    private TableDigests() {}

    /**
     * A digest of each table's rows, whatever their order.
     *
     * @param tables as they are written in SQL; the migrations' own history is ignored
     */
    static Map<String, String> digests(Connection connection, Set<String> tables) throws SQLException {
        Map<String, String> digests = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                if (!table.equals(HISTORY)) {
                    digests.put(table, digest(statement, table));
                }
            }
        }
        return digests;
    }

    /** The constraints that were added as not valid. */
    static List<String> notValid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NOT_VALID)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
            return names;
        }
    }

    private static String digest(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select count(*) || ' ' || coalesce(sum(hashtextextended((t.*)::text, 0)::numeric), 0) from only "
                        + table + " as t")) {
            row.next();
            return row.getString(1);
        }
    }
}
