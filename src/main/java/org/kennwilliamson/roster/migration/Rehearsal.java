package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

import org.kennwilliamson.roster.backup.BackupException;
import org.kennwilliamson.roster.backup.ScratchCopy;
import org.kennwilliamson.roster.command.CommandFailure;
import org.kennwilliamson.roster.database.OneLine;

/** Tries on a copy what is pending, forward and back, and tells what would differ afterwards. */
final class Rehearsal {

    private static final String HISTORY = "public.flyway_schema_history";

    private static final String NOT_VALID = """
            select conrelid::regclass || ': ' || conname as name from pg_constraint
            where not convalidated and connamespace = 'public'::regnamespace
            order by 1""";

    private final MigrationSettings settings;
    private final ScratchCopy copy;
    private final LockWatch locks;
    private final Flyway flyway;

    Rehearsal(MigrationSettings settings, ScratchCopy copy) throws BackupException {
        this.settings = settings.of(copy.url());
        this.copy = copy;
        this.locks = new LockWatch(unqualified(copy.rows().keySet()));
        this.flyway = this.settings
                .onto(MigrationScripts.known())
                .skipDefaultCallbacks(true)
                .callbacks(locks)
                .load();
    }

    /** Runs it. What can't be migrated at all is a failure of the command. */
    RehearsalReport run() throws BackupException {
        String schema = copy.schema();
        Map<String, Long> rows = copy.rows();
        List<String> pending = Arrays.stream(flyway.info().pending())
                .map(MigrationInfo::getScript)
                .toList();
        long forward = measured(flyway::migrate);
        List<String> differences = new ArrayList<>(afterwards(rows));
        long back = measured(() -> takeBack(pending.size()));
        differences.addAll(whenBack(schema, rows));
        return new RehearsalReport(pending, forward, back, locks.taken(), differences);
    }

    /** Migrations add: what has fewer rows than before, or a rule that nobody checked, was not meant. */
    private List<String> afterwards(Map<String, Long> before) throws BackupException {
        List<String> differences = new ArrayList<>();
        Map<String, Long> after = copy.rows();
        before.forEach((table, rows) -> {
            if (after.getOrDefault(table, 0L) < rows) {
                differences.add(table + " has " + after.get(table) + " rows after the migration instead of " + rows);
            }
        });
        notValid().forEach(constraint -> differences.add("The constraint is not validated: " + constraint));
        return differences;
    }

    private List<String> whenBack(String schema, Map<String, Long> before) throws BackupException {
        List<String> differences = new ArrayList<>(SchemaDifference.between(schema, copy.schema()));
        Map<String, Long> after = copy.rows();
        before.forEach((table, rows) -> {
            if (!table.equals(HISTORY) && !rows.equals(after.get(table))) {
                differences.add(table + " has " + after.get(table) + " rows after the way back instead of " + rows);
            }
        });
        return differences;
    }

    private void takeBack(int count) {
        try (Connection owner = connect()) {
            Undo undo = new Undo(owner);
            for (int i = 0; i < count; i++) {
                undo.revert(undo.last().orElseThrow());
            }
        } catch (SQLException e) {
            throw new CommandFailure("The copy can't be reached: " + OneLine.of(e), e);
        }
    }

    private List<String> notValid() {
        try (Connection owner = connect();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(NOT_VALID)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
            return names;
        } catch (SQLException e) {
            throw new CommandFailure("The copy can't be reached: " + OneLine.of(e), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                settings.jdbcUrl(), settings.owner().user(), settings.owner().password());
    }

    private static long measured(Runnable work) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (FlywayException e) {
            throw new CommandFailure(MigrationFailure.line(e), e);
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** As a statement's search path shows them. */
    private static Set<String> unqualified(Set<String> tables) {
        return Set.copyOf(tables.stream()
                .map(table -> table.replaceFirst("^public\\.", ""))
                .toList());
    }
}
