package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.ArchiveReader;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Databases with what databases may have in them, and none at all. */
class AwkwardContentsTest {

    @TempDir
    Path place;

    @Test
    void everyCharacterOfAUserComesBack() throws IOException, BackupException, SQLException {
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture fixture = new BackupFixture(database, place);
        List<String> names = awkwardNames();
        try (Connection owner = database.connectAs("roster_owner");
                PreparedStatement user = owner.prepareStatement(
                        "insert into users (email, display_name) values (concat('odd', ?::int, '@example.org'), ?)")) {
            for (int id = 0; id < names.size(); id++) {
                user.setInt(1, id);
                user.setString(2, names.get(id));
                user.executeUpdate();
            }
        }

        Manifest made = fixture.verified();

        TestDatabase other = TestDatabase.fresh();
        restore(fixture, made, other);
        String digest =
                "select count(*) || md5(string_agg(format('%s %s %L', id, email, display_name), ',' order by id))"
                        + " from users";
        assertThat(other.text(digest)).isEqualTo(database.text(digest)).startsWith(Integer.toString(20 + names.size()));
    }

    @Test
    void anEmptyDatabaseIsBackedUp() throws BackupException {
        BackupFixture fixture = new BackupFixture(TestDatabase.fresh(), place);

        Manifest made = fixture.verified();

        assertThat(made.rows()).isEmpty();
        assertThat(made.versions().schema()).isNull();
        assertThat(fixture.backups().list()).containsExactly(made);
    }

    @Test
    void tablesOfEveryKindAndName() throws BackupException {
        TestDatabase database = TestDatabase.fresh();
        BackupFixture.execute(database, """
                create schema "a.b"; create schema a; create schema "Schön \\ 'q' ""z";
                create table a."b.c" as select 1 as one from generate_series(1, 3);
                create table "a.b".c as select 1 as one from generate_series(1, 5);
                create table "Schön \\ 'q' ""z"."--dbname=x *" as select 1 as "sel""ect";
                create table "line
                break" as select 1 as one;
                create table "user" (); create table "select" (id bigserial primary key, at timestamptz default now());
                insert into "select" default values;
                create table "EXTENSION" as select 1 as one; create table "123; 1 2 EXTENSION - hstore" (one int);
                create table days (day date, what text) partition by range (day);
                create table days_1 partition of days for values from ('2026-01-01') to ('2026-02-01');
                create table days_2 partition of days default;
                insert into days values ('2026-01-05', 'in'), ('2026-05-05', 'out'), ('2027-05-05', 'out');
                create table parent (id int); create table child () inherits (parent);
                insert into parent values (1); insert into child values (2), (3);
                create unlogged table fleeting as select 1 as one;
                create materialized view counted as select count(*) as n from days;
                create view seen as select * from days;
                create sequence numbers start 7; select nextval('numbers');
                create type mood as enum ('sad', 'o''k'); create table moods as select 'o''k'::mood as mood;
                create function one() returns int language sql as 'select 1';
                create table generated (id int generated always as identity, twice int generated always as (2) stored);
                insert into generated default values;
                create table large (content oid); select lo_from_bytea(4711, '\\x00ff');
                grant select on large object 4711 to roster_backup;
                insert into large values (4711);
                create temporary table passing as select 1 as one""");
        BackupFixture fixture = new BackupFixture(database, place);

        Manifest made = fixture.verified();

        assertThat(made.rows())
                .containsEntry("a.\"b.c\"", 3L)
                .containsEntry("\"a.b\".c", 5L)
                .containsEntry("\"Schön \\ 'q' \"\"z\".\"--dbname=x *\"", 1L)
                .containsEntry("public.\"line\nbreak\"", 1L)
                .containsEntry("public.\"user\"", 0L)
                .containsEntry("public.days_1", 1L)
                .containsEntry("public.days_2", 2L)
                .containsEntry("public.parent", 1L)
                .containsEntry("public.child", 2L)
                .containsEntry("public.fleeting", 1L)
                .doesNotContainKeys("public.days", "public.counted", "public.seen");
        assertThat(made.verification().rows()).isEqualTo(made.rows());
        assertThat(fixture.backups().list()).containsExactly(made);
    }

    @Test
    void soManyTablesThatTheListOfThemIsLong() throws BackupException {
        TestDatabase database = TestDatabase.fresh();
        BackupFixture.execute(database, """
                do $$ begin for n in 1..1200 loop
                    execute format('create table a_table_with_quite_a_long_name_number_%s (id int)', n);
                end loop; end $$;
                create table filler as select gen_random_uuid() as one from generate_series(1, 20000)""");
        BackupFixture fixture = new BackupFixture(database, place);

        assertThat(fixture.verified().rows()).hasSize(1201);
    }

    /** What COPY, SQL, shells and terminals take for something else; every control character; every plane. */
    private static List<String> awkwardNames() {
        List<String> names = new ArrayList<>(List.of(
                "\\.",
                "\\\\.",
                "\n\\.\n",
                "\\N",
                "\\n",
                "\\",
                "\\\\",
                "\t",
                "\r\n",
                "\n",
                "\r",
                "",
                " ",
                "'",
                "''",
                "\"",
                "$$",
                "$1",
                ":a",
                "%s",
                "--",
                "/* */",
                ";",
                "null",
                "\u0085\u2028\u2029",
                "\ufeffb",
                "\ufffe\uffff",
                "\u202eRTL שלום",
                "مرحبا",
                "e\u0301",
                "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDC67",
                "\uDBFF\uDFFF"));
        // A name may have 200 characters.
        for (int from = 1; from < 0x10000; from += 200) {
            names.add(IntStream.range(from, from + 200)
                    .filter(code -> code < 0x10000 && !Character.isSurrogate((char) code))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    /** By the stock program, out of the decrypted file. */
    private void restore(BackupFixture fixture, Manifest backup, TestDatabase into)
            throws IOException, BackupException {
        Path plain = place.resolve("plain");
        try (ArchiveReader dump =
                ArchiveReader.open(fixture.folder.resolve(backup.file()), true, List.of(fixture.operator.reader()))) {
            dump.pumpTo(Files.newOutputStream(plain), Progress.NONE, "reading");
        }
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "pg_restore --list \"$1\" | grep -v EXTENSION >\"$1.list\" && "
                                + "pg_restore --exit-on-error --no-owner --use-list=\"$1.list\" --dbname=\"$2\" \"$1\"",
                        "bash",
                        plain.toString(),
                        into.ownerUrl())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
    }
}
