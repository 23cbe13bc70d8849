package org.kennwilliamson.roster.migration;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.migration.Migrations.Migration;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.cli.JsonOutput;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster migrate …}: the schema, forward and back. */
@Command(
        name = "migrate",
        description = "Shows and changes the schema's version. The service migrates by itself when it starts.",
        footer = {
            "",
            "Connects as MIGRATION_DATABASE_URL, else as DATABASE_URL.",
            "Example: roster migrate rehearse && roster migrate run"
        })
public final class MigrateCommand implements Runnable {

    /** The site had these tables before Roster: to revert it is to delete its users. */
    private static final String BASELINE = "20250829025210";

    private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";
    private static final String FORMAT = "%-14s  %-8s  %-20s  %7s  %-6s  %s";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: info, run, revert, new or rehearse.");
    }

    @Command(
            name = "info",
            description = "Lists the migrations, oldest first, and when each was applied. Changes nothing.",
            footer = {"", "Example: roster migrate info --json"})
    void info(@Option(names = "--json", description = "Print them as JSON.") boolean json) {
        List<Migration> all = new Migrations(Variables.ofProcess()).all();
        if (json) {
            out().println(JsonOutput.of(all));
            return;
        }
        out().println(FORMAT.formatted("VERSION", "STATE", "APPLIED", "MILLIS", "UNDO", "NAME"));
        all.forEach(migration -> out().println(line(migration)));
    }

    @Command(
            name = "run",
            description = "Applies what is pending, after a backup if MIGRATION_BACKUP says so.",
            footer = {"", "Example: MIGRATION_BACKUP=required roster migrate run"})
    void apply() {
        List<Migration> applied = new Migrations(Variables.ofProcess()).run(err()::println);
        applied.forEach(migration -> out().println(migration.line()));
        if (applied.isEmpty()) {
            out().println("Nothing is pending");
        }
    }

    @Command(
            name = "revert",
            description = "Reverts the newest migration by its undo script, in one transaction.",
            footer = {
                "",
                "What the migration has added is lost with it: create a backup before.",
                "Example: roster backup create && roster migrate revert"
            })
    void revert(
            @Option(names = "--yes", description = "Also revert the baseline, which deletes the users.") boolean yes) {
        Migrations migrations = new Migrations(Variables.ofProcess());
        Undo.AppliedMigration last =
                migrations.last().orElseThrow(() -> new CommandFailure("There is nothing to revert"));
        if (!yes && last.version().compareTo(BASELINE) <= 0) {
            throw new CommandFailure(
                    last.script() + " belongs to the baseline: reverting it deletes the users. Pass --yes to do it");
        }
        migrations.revert(last);
        out().println("Reverted " + last.script());
    }

    @Command(
            name = "new",
            description = "Creates the two files of a new migration, forward and back, in a checkout.",
            footer = {"", "Example: roster migrate new add_users_phone"})
    void create(
            @Parameters(paramLabel = "NAME", description = "Lower-case words with underscores.") String name,
            @Option(
                            names = "--dir",
                            defaultValue = ".",
                            description = "The checkout; by default the current directory.")
                    Path checkout) {
        if (!name.matches(NAME)) {
            throw new ParameterException(
                    spec.commandLine(), "NAME must be lower-case words with underscores, as add_users_phone");
        }
        NewMigration.create(checkout, name, Instant.now()).forEach(out()::println);
    }

    @Command(
            name = "rehearse",
            description = {
                "Tries what is pending on a copy, forward and back: the time it takes, its locks, what would differ.",
                "The copy is a scratch database beside the live one, created and dropped as BACKUP_DATABASE_URL."
            },
            footer = {
                "",
                "Exits 0 if nothing differs.",
                "Example: roster migrate rehearse --from kennwilliamson_backup_20261122_020000.dump.age --identity roster.key"
            })
    int rehearse(
            @Option(names = "--from", paramLabel = "FILE", description = "A backup, instead of the live database.")
                    Path from,
            @Option(names = "--identity", paramLabel = "KEY", description = "The identity file that opens it.")
                    Path identity,
            @Option(names = "--json", description = "Print the report as JSON.") boolean json) {
        if (from == null && identity != null) {
            throw new ParameterException(spec.commandLine(), "--identity opens a backup: pass --from, too");
        }
        RehearsalReport report = new Migrations(Variables.ofProcess()).rehearse(from, identity);
        if (json) {
            out().println(JsonOutput.of(report));
        } else {
            report.lines().forEach(out()::println);
        }
        return report.differences().isEmpty() ? 0 : 1;
    }

    private static String line(Migration migration) {
        return FORMAT.formatted(
                migration.version(),
                migration.state(),
                migration.appliedAt() == null ? "" : migration.appliedAt().truncatedTo(ChronoUnit.SECONDS),
                migration.millis() == null ? "" : migration.millis(),
                migration.revertible() ? "yes" : "no",
                migration.name());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
