package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.kennwilliamson.roster.testing.Ready;

/** What befalls PostgreSQL itself. */
final class DatabaseFaults {

    private static final String SERVICE = "select pid from pg_stat_activity where usename = 'roster_service'";

    private DatabaseFaults() {}

    static final Fault KILLED = Fault.ofDatabase("PostgreSQL killed", (site, random) -> {
        site.server().kill();
        Fault.last(random, 500, 6_000);
        site.server().restart();
    });

    static final Fault STOPPED = Fault.ofDatabase("PostgreSQL stopped cleanly", (site, random) -> {
        long postmaster = site.server().pid();
        signal("INT", List.of(postmaster));
        Ready.until("PostgreSQL has stopped", () -> isGone(postmaster));
        Fault.last(random, 500, 6_000);
        site.server().restart();
    });

    static final Fault RESTARTED = Fault.ofDatabase(
            "PostgreSQL restarted", (site, random) -> site.server().restart());

    static final Fault FROZEN = Fault.ofDatabase("PostgreSQL frozen", (site, random) -> {
        long postmaster = site.server().pid();
        // The postmaster first: it starts no other then, and one that ends stays to be signalled.
        signal("STOP", List.of(postmaster));
        List<Long> children = children(postmaster);
        signal("STOP", children);
        Fault.last(random, 1_000, 12_000);
        signal("CONT", children);
        signal("CONT", List.of(postmaster));
    });

    static final Fault BACKEND_KILLED = Fault.ofDatabase("one backend killed", (site, random) -> {
        List<Long> backends =
                site.ask(Site.DATABASE, SERVICE).stream().map(Long::valueOf).toList();
        if (!backends.isEmpty()) {
            signal("KILL", List.of(backends.get(random.nextInt(backends.size()))));
        }
        // PostgreSQL ends all others and recovers by itself.
        Fault.last(random, 200, 400);
    });

    static final Fault TERMINATED = Fault.ofDatabase("all sessions terminated", (site, random) -> {
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            site.execute(Site.DATABASE, "select pg_terminate_backend(pid) from (" + SERVICE + ") as them");
            Fault.last(random, 100, 900);
        }
    });

    static final Fault READ_ONLY = Fault.ofDatabase("database made read-only", (site, random) -> {
        site.execute(
                Site.DATABASE,
                "alter database " + Site.DATABASE + " set default_transaction_read_only = on",
                "select pg_terminate_backend(pid) from (" + SERVICE + ") as them");
        Fault.last(random, 1_000, 6_000);
        site.execute(
                Site.DATABASE,
                "set default_transaction_read_only = off",
                "alter database " + Site.DATABASE + " reset default_transaction_read_only");
    });

    /** As a newer release's migration does it: a column is added, and the schema has a version nobody here knows. */
    static final Fault NEWER_SCHEMA = Fault.ofDatabase("restarted with a newer schema", (site, random) -> {
        site.server().kill();
        site.server().restart();
        site.execute(
                Site.DATABASE,
                "alter table users add column faults_newer text",
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (9999, '29990101000000', 'newer', 'SQL', 'V29990101000000__newer.sql',"
                        + " 'faults', 1, true)");
        Fault.last(random, 1_000, 5_000);
        site.execute(
                Site.DATABASE,
                "delete from flyway_schema_history where installed_rank = 9999",
                "alter table users drop column faults_newer");
    });

    /** An older release's: its newest migration was reverted, and is applied again. */
    static final Fault OLDER_SCHEMA = Fault.ofDatabase("restarted with an older schema", (site, random) -> {
        // What is reverted forgets the names of requests: one that is under way would be made twice.
        site.whileNobodyWrites(() -> {
            site.server().restart();
            site.command(0, Map.of(), "migrate", "revert");
            return null;
        });
        Fault.last(random, 2_000, 5_000);
        site.command(0, Map.of(), "migrate", "run");
    });

    /** A migration waits for somebody's long transaction, and everybody else behind the migration. */
    static final Fault MIGRATION_WAITS = Fault.beside("a migration waits for a lock", (site, random) -> {
        try (Connection reader = site.server().connect("roster_owner", Site.DATABASE);
                Connection migration = site.server().connect("roster_owner", Site.DATABASE);
                Statement reads = reader.createStatement();
                Statement migrates = migration.createStatement()) {
            reader.setAutoCommit(false);
            reads.execute("lock table users in access share mode");
            migrates.execute("set lock_timeout = '%dms'".formatted(random.nextInt(1_000, 6_000)));
            try {
                migrates.execute("alter table users add column faults_waiting text");
                throw new AssertionError("it hasn't waited");
            } catch (SQLException e) {
                if (!"55P03".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    });

    static final List<Fault> ALL = List.of(
            KILLED,
            STOPPED,
            RESTARTED,
            FROZEN,
            BACKEND_KILLED,
            TERMINATED,
            READ_ONLY,
            NEWER_SCHEMA,
            OLDER_SCHEMA,
            MIGRATION_WAITS);

    private static boolean isGone(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static List<Long> children(long postmaster) {
        return ProcessHandle.of(postmaster)
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String signal, List<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
