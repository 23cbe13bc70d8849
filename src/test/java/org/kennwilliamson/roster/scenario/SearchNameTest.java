package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What names are searched by is the same under every system, so that a data directory may be carried from one to another. */
@Tag("postgresql")
class SearchNameTest {

    private static final String LETTERS = "from generate_series(1, 70000) as n where n not between 55296 and 57343";

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
    }

    @Test
    void itIsLowerCaseAsGlibcHasIt() {
        assertThat(database.text("select lower_alike('ÅSA ÖZGÜR Ἀθηνᾶ ЖУК ẤN')"))
                .isEqualTo("åsa özgür ἀθηνᾶ жук ấn");
        assertThat(database.number("select count(*) " + LETTERS
                        + " and lower_alike(chr(n)) <> lower(chr(n)) and lower(chr(n)) <> chr(n) and n < 880"))
                .isZero();
    }

    @Test
    void aSystemThatMakesSomethingElseOfLettersDoesNotChangeIt() throws SQLException {
        TestDatabase plain = new TestDatabase(database.server(), database.name() + "_plain");
        as(
                database,
                "create database %s template template0 encoding 'UTF8' locale 'C' locale_provider libc"
                        .formatted(plain.name()));
        as(plain, database.text("select pg_get_functiondef('lower_alike'::regproc)"));
        String all = "select md5(string_agg(lower_alike(chr(n)), '' order by n)) " + LETTERS;

        assertThat(plain.text("select lower('Å')")).as("another system").isEqualTo("Å");
        assertThat(plain.text(all)).isEqualTo(database.text(all));
    }

    @Test
    void theIndexSortsByBytesAndLetsTheColumnsTypeBeAltered() throws SQLException {
        assertThat(database.text("select indexdef from pg_indexes where indexname = 'users_search_name_idx'"))
                .isEqualTo("CREATE INDEX users_search_name_idx ON public.users USING btree"
                        + " (lower_alike(display_name) COLLATE \"C\")");
        as(database, "alter table users alter column display_name type varchar(200)");
        as(database, "alter table users alter column display_name type text");
    }

    private static void as(TestDatabase where, String sql) throws SQLException {
        try (Connection connection = where.connectAs("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
