package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets what works concurrently wait for as long as a statement may take. {@code create index concurrently} waits for
 * everybody who looked at the database before it, such as a nightly dump; and nobody who reads or writes waits behind it.
 */
final class ConcurrentIndexTimeout implements Callback {

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern CONCURRENTLY = Pattern.compile(
            "^\\s*(create|drop|reindex|alter|refresh)\\s.*\\bconcurrently\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Duration otherwise;

    /** @param otherwise how long every other statement waits for a lock */
    ConcurrentIndexTimeout(Duration otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            // In a transaction nothing works concurrently, and what a script itself has set there stays.
            if (connection.getAutoCommit()) {
                limit(connection, isConcurrent(context.getStatement().getSql()) ? 0 : otherwise.toMillis());
            }
        } catch (SQLException e) {
            throw new FlywayException("The time limit can't be set: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "patience";
    }

    private static void limit(Connection connection, long millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = " + millis);
        }
    }

    private static boolean isConcurrent(String sql) {
        return CONCURRENTLY.matcher(COMMENT.matcher(sql).replaceAll("")).find();
    }
}
