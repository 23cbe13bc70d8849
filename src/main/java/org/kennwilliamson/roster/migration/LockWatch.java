package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import org.kennwilliamson.roster.database.OneLine;

/** Watches which locks the statements of migrations take on tables that were there before. */
final class LockWatch implements Callback {

    /** From what disturbs nobody to what stops everybody, as PostgreSQL's manual has it in 13.3.1. */
    private static final List<String> WEAKEST_FIRST = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private static final String HELD = """
            select l.mode, l.relation::regclass::text as name
            from pg_locks l join pg_class c on c.oid = l.relation
            where l.pid = pg_backend_pid() and l.granted and c.relnamespace = 'public'::regnamespace
                and c.relname <> 'flyway_schema_history'""";

    private final Set<String> before;
    private final List<Taken> taken = new ArrayList<>();
    private final Set<String> held = new HashSet<>();

    /** @param before the tables that others can be at work in */
    LockWatch(Set<String> before) {
        this.before = before;
    }

    /**
     * What a statement of a migration took.
     *
     * @param statement its beginning
     * @param lock the strongest one that it took anew on a table that was there before; null for none
     */
    record Taken(String version, String statement, String lock, String table) {}

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
        if (event == Event.BEFORE_EACH_MIGRATE) {
            held.clear();
            return;
        }
        try {
            look(context);
        } catch (SQLException e) {
            throw new FlywayException("The locks can't be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "locks";
    }

    private void look(Context context) throws SQLException {
        int strongest = -1;
        String table = null;
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HELD)) {
            while (rows.next()) {
                String mode = rows.getString("mode");
                String name = rows.getString("name");
                boolean isNew = held.add(mode + " " + name);
                if (isNew && before.contains(name) && WEAKEST_FIRST.indexOf(mode) > strongest) {
                    strongest = WEAKEST_FIRST.indexOf(mode);
                    table = name;
                }
            }
        }
        String sql = OneLine.of(context.getStatement().getSql().replaceAll("(?m)^\\s*--.*$", ""));
        String lock = table == null ? null : WEAKEST_FIRST.get(strongest);
        taken.add(new Taken(context.getMigrationInfo().getVersion().getVersion(), sql, lock, table));
    }
}
