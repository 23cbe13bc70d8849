package org.kennwilliamson.roster.migration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import org.kennwilliamson.roster.platform.text.OneLine;

/** Watches which locks the statements of migrations take on tables that were there before. */
final class LockRecorder implements Callback {

    /** From the weakest to the strongest, as in PostgreSQL's manual, 13.3.1. */
    private static final List<String> WEAKEST_FIRST = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private static final String TABLES = """
            select oid, oid::regclass::text as name from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm')
                and relname <> 'flyway_schema_history'""";

    /** By oid: what was dropped or renamed meanwhile is locked all the same. */
    private static final String HELD = """
            select mode, relation from pg_locks
            where pid = pg_backend_pid() and granted and relation is not null""";

    private final Map<Long, String> before = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Set<Lock> held = new HashSet<>();

    private record Lock(String mode, String table) {

        int strength() {
            return WEAKEST_FIRST.indexOf(mode);
        }

        String text() {
            return mode + " on " + table;
        }
    }

    /**
     * The locks of a migration's statement. They are held until the migration's end.
     *
     * @param statement its beginning
     * @param lock the strongest new one that it took on a table that was there before, {@code MODE on TABLE}; null if
     *     there is none, or no transaction to look into
     * @param held the strongest one that was held when it was done
     */
    record Taken(String version, String statement, String lock, String held) {}

    List<Taken> taken() {
        return taken;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                begin(statement);
            } else {
                look(statement, context);
            }
        } catch (SQLException e) {
            throw new FlywayException("The locks can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "locks";
    }

    private void begin(Statement statement) throws SQLException {
        held.clear();
        if (before.isEmpty()) {
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    before.put(rows.getLong("oid"), rows.getString("name"));
                }
            }
        }
    }

    private void look(Statement statement, Context context) throws SQLException {
        Set<Lock> all = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(HELD)) {
            while (rows.next()) {
                String table = before.get(rows.getLong("relation"));
                if (table != null) {
                    all.add(new Lock(rows.getString("mode"), table));
                }
            }
        }
        taken.add(new Taken(
                context.getMigrationInfo().getVersion().getVersion(),
                OneLine.of(context.getStatement().getSql().replaceAll("(?m)^\\s*--.*$", "")),
                strongest(all.stream().filter(lock -> !held.contains(lock))),
                strongest(all.stream())));
        held.addAll(all);
    }

    private static String strongest(Stream<Lock> locks) {
        return locks.max(Comparator.comparingInt(Lock::strength).thenComparing(Lock::table))
                .map(Lock::text)
                .orElse(null);
    }
}
