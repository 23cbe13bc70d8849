package org.kennwilliamson.roster.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.verify.DatabaseCopy;
import org.kennwilliamson.roster.platform.cli.CommandFailure;

/** Tries on a copy what is pending, forward and back, and tells what would differ afterwards. */
final class Rehearsal {

    private final MigrationSettings settings;
    private final DatabaseCopy copy;
    private final LockRecorder locks = new LockRecorder();
    private final Flyway flyway;

    /** @param scripts a Flyway that knows those that may be pending */
    Rehearsal(MigrationSettings settings, DatabaseCopy copy, FluentConfiguration scripts) {
        this.settings = settings.of(copy.url());
        this.copy = copy;
        this.flyway = this.settings
                .onto(scripts)
                .skipDefaultCallbacks(true)
                .callbacks(locks, new ConcurrentIndexTimeout(settings.lockTimeout()))
                .load();
    }

    /** Runs it. If the migration itself fails, so does the command. */
    RehearsalReport run() throws BackupException {
        String schema = copy.schema();
        Map<String, Long> rows = copy.rows();
        Map<String, String> contents = asOwner(owner -> TableDigests.digests(owner, rows.keySet()));
        List<String> pending = Arrays.stream(flyway.info().pending())
                .map(migration -> migration.getScript().replaceFirst("^.*/", ""))
                .toList();
        long start = System.nanoTime();
        migrate();
        long forward = since(start);
        List<String> differences = new ArrayList<>(afterwards(rows));
        start = System.nanoTime();
        try {
            takeBack(pending.size());
            differences.addAll(whenBack(schema, contents));
        } catch (CommandFailure e) {
            differences.add("It can't be reverted: " + e.getMessage());
        }
        return new RehearsalReport(pending, forward, since(start), locks.taken(), differences, copy.leftOut());
    }

    private void migrate() {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            List<String> lacks = copy.leftOut();
            String why = lacks.isEmpty()
                    ? ""
                    : " (the copy lacks what a plain role can't restore: " + String.join(", ", lacks) + ")";
            throw new CommandFailure(MigrationErrors.line(e) + why, e);
        }
    }

    /** Migrations add: fewer rows than before, or a constraint that isn't validated, is a difference. */
    private List<String> afterwards(Map<String, Long> before) throws BackupException {
        List<String> differences = new ArrayList<>();
        Map<String, Long> after = copy.rows();
        before.forEach((table, rows) -> {
            if (after.getOrDefault(table, 0L) < rows) {
                differences.add(table + " has " + after.get(table) + " rows after the migration instead of " + rows);
            }
        });
        asOwner(TableDigests::notValid)
                .forEach(constraint -> differences.add("The constraint is not validated: " + constraint));
        return differences;
    }

    private void takeBack(int count) {
        asOwner(owner -> {
            Undo undo = new Undo(owner);
            for (int i = 0; i < count; i++) {
                undo.revert(undo.last().orElseThrow());
            }
            return null;
        });
    }

    private List<String> whenBack(String schema, Map<String, String> before) throws BackupException {
        List<String> differences = new ArrayList<>(SchemaDifference.between(schema, copy.schema()));
        Map<String, Long> there = copy.rows();
        before.keySet().stream()
                .filter(table -> !there.containsKey(table))
                .forEach(table -> differences.add("The undo scripts lose all rows of " + table));
        Map<String, String> after = asOwner(owner -> TableDigests.digests(owner, there.keySet()));
        before.forEach((table, digest) -> {
            if (after.containsKey(table) && !digest.equals(after.get(table))) {
                differences.add(table + " has other rows after the undo scripts than before the migration");
            }
        });
        return differences;
    }

    private <T> T asOwner(MigrationSettings.OwnerTask<T> task) {
        return settings.asOwner("The copy can't be read", task);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
