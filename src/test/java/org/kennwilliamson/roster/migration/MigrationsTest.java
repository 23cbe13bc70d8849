package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The migrations as the commands run them; without PostgreSQL's client programs, which may be older than the server. */
@Tag("postgresql")
class MigrationsTest {

    private static final String CATALOGUE = """
            select coalesce(string_agg(line, E'\\n' order by line), '')
            from (
                select concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                    pg_get_expr(d.adbin, d.adrelid))
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
                where c.relnamespace = 'public'::regnamespace
                union all
                select pg_get_indexdef(i.indexrelid)
                from pg_index i join pg_class c on c.oid = i.indexrelid
                where c.relnamespace = 'public'::regnamespace
                union all
                select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where connamespace = 'public'::regnamespace
                union all
                select pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
                union all
                select pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'public'::regnamespace
            ) as lines (line)
            where line not like '%flyway_schema_history%'""";

    private final TestDatabase database = TestDatabase.fresh();
    private Migrations migrations;

    @BeforeEach
    void withoutABackup() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("MIGRATION_BACKUP", "off");
        migrations = new Migrations(new Variables(variables::get));
    }

    @Test
    void forwardBackAndForwardAgainEndsWhereItWas() {
        String empty = database.text(CATALOGUE);
        migrate();
        String full = database.text(CATALOGUE);
        assertThat(full).contains("users email text t");

        for (Optional<Undo.AppliedMigration> last = migrations.last(); last.isPresent(); last = migrations.last()) {
            migrations.revert(last.get());
        }
        assertThat(database.text(CATALOGUE)).isEqualTo(empty);

        migrate();
        assertThat(database.text(CATALOGUE)).isEqualTo(full);
    }

    @Test
    void everyKeyIsMadeByRostersOwnGenerator() {
        migrate();

        long defaults =
                database.number("select count(*) from pg_attrdef where pg_get_expr(adbin, adrelid) like '%uuidv7()'");
        long ofOurs = database.number("""
                select count(*) from pg_attrdef d join pg_depend p on p.classid = 'pg_attrdef'::regclass and p.objid = d.oid
                where p.refobjid = 'public.uuidv7()'::regprocedure""");
        assertThat(defaults).isEqualTo(ofOurs).isGreaterThan(3);
    }

    @Test
    void aMigrationToComeMeansThatGeneratorToo() throws SQLException {
        migrate();

        try (Connection owner = MigrationSettings.from(new Variables(database.environment()::get))
                        .connect();
                Statement statement = owner.createStatement();
                ResultSet row =
                        statement.executeQuery("select 'uuidv7()'::regprocedure = 'public.uuidv7()'::regprocedure")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void theTimesAreInUtcWhateverTheZoneOfTheMachineIs() {
        TimeZone own = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            migrate();
            Instant there = migrations.all().get(0).appliedAt();
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

            assertThat(there).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
            assertThat(migrations.all().get(0).appliedAt()).isEqualTo(there);
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @Test
    void aMigrationWithAnotherScriptThanTheOneThatWasAppliedIsChanged() throws SQLException {
        migrate();
        asOwner("update flyway_schema_history set checksum = 1 where version = '20250829024919'");

        assertThat(migrations.all())
                .filteredOn(migration -> migration.state().equals("changed"))
                .extracting(Migrations.Migration::version)
                .containsExactly("20250829024919");
        assertThat(SchemaInspection.of(new Variables(database.environment()::get))
                        .changed())
                .containsExactly("20250829024919");
    }

    @Test
    void theWayBackKeepsTheEventsThatHaveNoMonth() throws SQLException {
        migrate();
        asOwner("""
                insert into audit_events (id, actor, action, entity) values
                    (uuidv7_floor(now() - interval '2 months'), 'system', 'user.created', 'user:x'),
                    (uuidv7_floor(now() + interval '8 months'), 'system', 'user.created', 'user:x'),
                    (uuidv7_floor(now()), 'system', 'user.created', 'user:x')""");

        while (migrations.last().orElseThrow().version().compareTo("20261128030200") >= 0) {
            migrations.revert(migrations.last().orElseThrow());
        }

        assertThat(database.number("select count(*) from audit_events")).isEqualTo(3);
        assertThat(database.number("select count(*) from pg_class where relname = 'audit_events_default'"))
                .isZero();
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private void migrate() {
        migrations.run(line -> {});
    }
}
