package org.kennwilliamson.roster.scenario;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Requirements.SuperuserObject;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What only a superuser can create or read, and what is the machine's, neither refutes a backup nor is passed over. */
@Tag("postgresql")
class SuperuserContentsTest {

    @TempDir
    Path place;

    private final TestDatabase database = TestDatabase.fresh();
    private BackupFixture fixture;

    @BeforeEach
    void thereIsATable() {
        fixture = new BackupFixture(database, place);
        BackupFixture.execute(
                database, "create table plain (id int, note text); insert into plain values (1, 'a'), (2, 'b')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create publication everything for all tables | publication everything",
                "create schema s; create publication p for tables in schema s | publication tables in schema s.p s",
                "create extension postgres_fdw; create server far foreign data wrapper postgres_fdw;"
                        + "create user mapping for public server far options (user 'x');"
                        + "create foreign table away (id int) server far | foreign table public.away",
                "create foreign data wrapper own | foreign data wrapper own",
                "create function ddl() returns event_trigger language plpgsql as 'begin end';"
                        + "create event trigger on_ddl on ddl_command_start execute function ddl();"
                        + "comment on event trigger on_ddl is 'watches' | event trigger on_ddl",
                "create view slowest as select query from pg_stat_statements; comment on view slowest is 'seldom';"
                        + "create view slower as select * from slowest | view public.slower",
                "create extension pageinspect; create view pages as select get_raw_page('plain', 0) | view public.pages",
                "create function area_of(box) returns int language sql immutable as 'select 1';"
                        + "create cast (box as int) with function area_of(box) | cast CAST (box AS integer)",
                "create function leaky() returns bool language sql leakproof as 'select true' | function public.leaky()",
                "create function c(cstring) returns int language internal as 'int4in' | function public.c(cstring)",
                "create function quiet() returns int language sql set log_min_messages = 'panic' as 'select 1'"
                        + " | function public.quiet()",
                "create operator family f using btree | operator family public.f",
                "create access method heap2 type table handler heap_tableam_handler;"
                        + "create table elsewhere (id int) using heap2; insert into elsewhere values (1)"
                        + " | table public.elsewhere",
                "create type b; create function b_in(cstring) returns b language internal immutable strict as 'int4in';"
                        + "create function b_out(b) returns cstring language internal immutable strict as 'int4out';"
                        + "create type b (input = b_in, output = b_out, like = int4);"
                        + "create table of_b (id int primary key, b b); insert into of_b values (1, '7');"
                        + "create view v as select id from of_b | table public.of_b",
                "create text search template t (lexize = dsimple_lexize);"
                        + "create text search dictionary d (template = t) | text search dictionary public.d",
            })
    void whatOnlyASuperuserCanCreateIsLeftOutOfTheVerificationAndNamed(String sql, String named)
            throws BackupException, SQLException {
        asSuperuser(sql);

        Manifest made = fixture.verified();

        assertThat(made.verification().leftOut()).contains(named);
        assertThat(made.verification().rows())
                .containsEntry("public.plain", 2L)
                .doesNotContainKeys("public.of_b", "public.elsewhere");
    }

    @Test
    void whatAPlainRoleCanCreateIsVerified() throws BackupException, SQLException {
        asSuperuser("create publication of_plain for table plain; create type mood as enum ('a', 'b');"
                + "create function m(mood) returns int language sql immutable as 'select 1';"
                + "create cast (mood as int) with function m(mood); create extension hstore; create extension citext;"
                + "create table labels (h hstore, c citext); insert into labels values ('a=>1', 'B')");

        Manifest made = fixture.verified();

        assertThat(made.verification().leftOut()).containsExactly("extension pg_stat_statements");
        assertThat(made.verification().rows()).isEqualTo(made.rows()).containsEntry("public.labels", 1L);
    }

    @Test
    void theManifestSaysWhatTakesASuperuser() throws BackupException, SQLException {
        asSuperuser("create publication everything for all tables");

        assertThat(fixture.verified().requirements().superuser())
                .extracting(SuperuserObject::object)
                .containsExactly("extension pg_stat_statements", "publication everything");
    }

    @Test
    void whatIsInNoArchiveIsNamed() throws BackupException, SQLException {
        asSuperuser("create subscription far connection 'host=192.0.2.1' publication p with (connect = false)");
        try {
            assertThat(fixture.verified().requirements().notDumped()).containsExactly("subscription far");
        } finally {
            asSuperuser("alter subscription far set (slot_name = none)");
            asSuperuser("drop subscription far");
        }
    }

    @Test
    void aTablespaceIsTheMachines() throws BackupException, SQLException {
        String name = "fast_" + database.name();
        asSuperuser("set allow_in_place_tablespaces = on", "create tablespace " + name + " location ''");
        asSuperuser("create table quick (id int) tablespace " + name + "; insert into quick values (1);"
                + "create index on plain (id) tablespace " + name);

        Manifest made = fixture.verified();

        assertThat(made.requirements().tablespaces()).containsExactly(name);
        assertThat(made.verification().leftOut()).contains("tablespace " + name);
        assertThat(made.verification().rows()).isEqualTo(made.rows()).containsEntry("public.quick", 1L);
    }

    @Test
    void rowsThatRowSecurityHidesAreBackedUp() throws BackupException, SQLException {
        asSuperuser("create table secrets (id int); insert into secrets values (1), (2);"
                + "alter table secrets enable row level security; alter table secrets force row level security;"
                + "create policy one on secrets using (id = 1)");

        Manifest made = fixture.verified();

        assertThat(made.verification().rows()).containsEntry("public.secrets", 2L);
    }

    @Test
    void whatTheBackupRoleCannotReadIsNamedWithTheRemedyInOneLine() throws BackupException, SQLException {
        String role = "reader_" + database.name();
        asSuperuser("create role " + role + " login createdb password 'of-a-test' in role pg_read_all_data;"
                + "grant connect on database " + database.name() + " to " + role + ";"
                + "create table secrets (id int); alter table secrets enable row level security;"
                + "select lo_from_bytea(4711, 'x'), lo_from_bytea(4712, 'y');"
                + "grant select on large object 4711 to " + role);
        fixture.set("BACKUP_DATABASE_URL", database.backupUrl().replaceFirst("//.*@", "//" + role + ":of-a-test@"));

        BackupException failure = fixture.failure(Progress.NONE);

        assertThat(failure.reason()).isEqualTo(FailureReason.DUMP);
        assertThat(failure)
                .hasMessage(role + " can't read the rows that row security hides in public.secrets, nor the large"
                        + " object 4712: as superuser, in this database: alter role " + role + " bypassrls; grant"
                        + " select on large object 4712 to " + role);

        asSuperuser("alter role " + role + " bypassrls; grant select on large object 4712 to " + role);
        assertThat(fixture.verified().rows()).containsEntry("public.secrets", 0L);
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
