package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a restore goes into is like the database that was dumped, and nothing is left in it of a restore that fails. */
@Tag("postgresql")
class TargetDatabaseTest {

    private static final String LOCALE = """
            select concat_ws(' ', pg_encoding_to_char(d.encoding), d.datlocprovider, d.datcollate, d.datctype,
                to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticurules')
            from pg_database d where d.datname = current_database()""";

    private static final String OBJECTS = """
            select string_agg(concat_ws(' ', kind, name), ', ' order by kind, name) from (
                select 'relation', relname from pg_class where oid >= 16384 and relkind <> 't' and relkind <> 'i'
                union all select 'function', proname from pg_proc where oid >= 16384
                union all select 'type', typname from pg_type where oid >= 16384
                union all select 'schema', nspname from pg_namespace where oid >= 16384
                union all select 'extension', extname from pg_extension
                union all select 'event trigger', evtname from pg_event_trigger
                union all select 'publication', pubname from pg_publication
                union all select 'operator', oprname from pg_operator where oid >= 16384
                union all select 'collation', collname from pg_collation where oid >= 16384
                union all select 'large object', oid::text from pg_largeobject_metadata
            ) as object (kind, name)""";

    @TempDir
    Path folder;

    @Test
    void aDatabaseOfAnIcuLocaleIsRestoredAndSwappedAsOne() throws BackupException, IOException, SQLException {
        BackedUp backup = BackedUp.of(icu(), folder);
        TestDatabase live = backup.database();
        String before = live.text(LOCALE);

        BackedUp.said(
                live.superuserUrl(), false, restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

        assertThat(live.text(LOCALE)).isEqualTo(before).contains("UTF8 i C C.UTF-8");
        assertThat(live.text("select 'a' < 'B'")).isEqualTo("t");
    }

    @Test
    void theVerificationIsDoneInOneToo() throws BackupException {
        BackupFixture fixture = new BackupFixture(icu(), folder);
        BackupFixture.execute(
                fixture.database, "create table word (text text check (text < 'B')); insert into word values ('a')");

        assertThat(fixture.verified().rows()).containsEntry("public.word", 1L);
    }

    @Test
    void onAnEmptyMachineItIsTheManifestThatKnowsTheLocale() throws BackupException, IOException {
        BackedUp backup = BackedUp.of(icu(), folder);
        EmbeddedServer empty = EmbeddedServer.start(
                folder.resolve("server"), Files.createDirectory(folder.resolve("none")), Map.of("fsync", "off"));
        try {
            TestDatabase restored = new TestDatabase(empty, backup.database().name());
            BackedUp.said(
                    empty.superuserUrl(restored.name()),
                    false,
                    restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

            assertThat(restored.text(LOCALE)).isEqualTo(backup.database().text(LOCALE));
        } finally {
            empty.delete();
        }
    }

    @Test
    void anotherLocaleIsNeverSwappedInUnasked() throws BackupException, IOException {
        BackedUp backup = BackedUp.of(icu(), folder);
        TestDatabase live = backup.database();
        TestDatabase other = TestDatabase.fresh();

        assertThatThrownBy(() -> BackedUp.said(
                        live.superuserUrl(),
                        false,
                        restoring -> restoring.restoreAndSwap(backup.opened(), Optional.of(other.name()))))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(
                        other.name() + " is of another locale (UTF8, libc, lc_collate C, lc_ctype C.UTF-8)")
                .hasMessageContaining("pass a name that is free")
                .message()
                .hasLineCount(1);
        assertThat(other.number("select count(*) from pg_tables where schemaname = 'public'"))
                .isZero();

        backup.restore(other.name());
        assertThat(BackedUp.said(live.superuserUrl(), false, restoring -> restoring.swap(other.name())))
                .contains("WARNING", "another locale");
    }

    @Test
    void aDatabaseThatWasThereIsEmptyAgainAfterARestoreThatFails() throws BackupException, IOException, SQLException {
        BackedUp backup = BackedUp.in(folder);
        execute(backup.database(), """
                create schema s; create table s.t (id int generated always as identity);
                create table parts (id int primary key) partition by range (id);
                create table part partition of parts for values from (0) to (9);
                create type mood as enum ('a'); create domain d as int; create type pair as (a int, b d);
                create function f(mood) returns int language sql as 'select 1';
                create cast (mood as int) with function f(mood);
                create operator ### (leftarg = int, rightarg = int, function = int4pl); create collation c from "C";
                create function ddl() returns event_trigger language plpgsql as 'begin end';
                create event trigger on_ddl on ddl_command_start execute function ddl();
                create publication p for all tables; create materialized view m as select 1 as one;
                create extension hstore; create extension pageinspect; select lo_from_bytea(4711, 'x');
                grant select on large object 4711 to roster_backup""");
        BackedUp full = BackedUp.of(backup.database(), Files.createDirectory(folder.resolve("full")));
        full.tellOtherRows();
        TestDatabase empty = TestDatabase.fresh();
        execute(empty, "create extension citext; create function here_before() returns int language sql as 'select 1'");
        String before = empty.text(OBJECTS);

        assertThatThrownBy(() -> full.restore(empty.name()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(
                        "public.users has 20 rows instead of 21; the database " + empty.name() + " is empty again");

        assertThat(empty.text(OBJECTS)).isEqualTo(before);
        backup.restore(empty.name());
        assertThat(empty.number("select count(*) from users")).isEqualTo(20);
    }

    /** The live database of somebody who sorts as people do. */
    private static TestDatabase icu() {
        TestDatabase database = TestDatabase.fresh();
        TestDatabase postgres = new TestDatabase(database.server(), "postgres");
        try {
            execute(postgres, "drop database " + database.name());
            boolean rules = postgres.number("select current_setting('server_version_num')::int") >= 160_000;
            execute(
                    postgres,
                    "create database " + database.name() + " owner roster_owner template template0 encoding 'UTF8'"
                            + " locale_provider icu icu_locale 'und' lc_collate 'C' lc_ctype 'C.UTF-8'"
                            + (rules ? " icu_rules '&a < g'" : ""));
            execute(postgres, "grant connect on database " + database.name() + " to roster_service, roster_backup");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        new Schema(database).migrate();
        return database;
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
