package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.List;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseSettings;

/** How PostgreSQL itself is set up. */
final class ServerChecks {

    /** Of the dump or the restore, of what keeps it, and of who looks what they wait for. */
    private static final int BACKUPS = 3;

    private static final int FULL = 100;
    private static final int MOST_PERCENT = 80;

    /** PostgreSQL 16 has reserved_connections, too. */
    private static final String CONNECTIONS = """
            select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                - coalesce(current_setting('reserved_connections', true)::int, 0)""";

    /** What pgjdbc's scramMaxIterations is by default, from 42.7.14 on. */
    private static final int MOST_ITERATIONS = 100_000;

    static final String FEWER_ITERATIONS =
            "alter system set scram_iterations = 4096; select pg_reload_conf(); and set the passwords again: "
                    + "init-scripts/10-roles.sql";

    /** A setting from PostgreSQL 16 on; how many an older password has, only a superuser can see. */
    private static final String SCRAM_ITERATIONS = "select coalesce(current_setting('scram_iterations', true), '4096')";

    private static final String IS_CREATED = "select to_regclass('public.pg_stat_statements') is not null";

    /** Only a library that PostgreSQL has loaded at its start has settings. */
    private static final String IS_LOADED = "select current_setting('pg_stat_statements.max', true) is not null";

    private static final String HAS_CHECKSUMS = "select current_setting('data_checksums') = 'on'";

    private final ProbeConnections connections;
    private final Variables variables;

    ServerChecks(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(
                new Check("connections", this::connections),
                new Check("scram", this::scram),
                new Check("pg_stat_statements", this::statements),
                new Check("checksums", this::checksums));
    }

    private Finding connections() throws SQLException, SkippedException {
        int pool = DatabaseSettings.from(variables).maxConnections();
        long room = connections.link(DatabaseAccount.SERVICE).number(CONNECTIONS);
        String found = pool + ", and " + BACKUPS + " for backups, of " + room + " that PostgreSQL allows";
        String remedy = "lower DB_MAX_CONNECTIONS or raise max_connections; each replica needs that many";
        if (pool + BACKUPS > room) {
            return Finding.fail(found, remedy);
        }
        return (pool + BACKUPS) * FULL > room * MOST_PERCENT ? Finding.warn(found, remedy) : Finding.ok(found);
    }

    private Finding scram() throws SQLException, SkippedException {
        long iterations = connections.link(DatabaseAccount.SERVICE).number(SCRAM_ITERATIONS);
        String found = iterations + " iterations for a password that is set";
        return iterations > MOST_ITERATIONS
                ? Finding.warn(
                        found + ": newer drivers refuse more than " + MOST_ITERATIONS
                                + ", and every new connection takes longer",
                        FEWER_ITERATIONS)
                : Finding.ok(found);
    }

    private Finding statements() throws SQLException, SkippedException {
        ProbeConnection link = connections.link(DatabaseAccount.SERVICE);
        if (!link.holds(IS_LOADED)) {
            return Finding.warn(
                    "not loaded: nobody can see which statements are slow",
                    "shared_preload_libraries = 'pg_stat_statements' in postgresql.conf, and restart PostgreSQL");
        }
        return link.holds(IS_CREATED)
                ? Finding.ok("loaded and created")
                : Finding.warn(
                        "loaded, but not in the schema public of this database",
                        "as superuser, in this database: create extension pg_stat_statements; or, if it is in another "
                                + "schema, alter extension pg_stat_statements set schema public");
    }

    private Finding checksums() throws SQLException, SkippedException {
        return connections.link(DatabaseAccount.SERVICE).holds(HAS_CHECKSUMS)
                ? Finding.ok("on: PostgreSQL detects pages that the disk has damaged")
                : Finding.warn(
                        "off: PostgreSQL doesn't detect pages that the disk has damaged",
                        "stop PostgreSQL, pg_checksums --enable -D its data directory, and start it");
    }
}
