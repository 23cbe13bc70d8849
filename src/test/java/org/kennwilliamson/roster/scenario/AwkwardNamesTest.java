package org.kennwilliamson.roster.scenario;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.RunsProcess;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Names and passwords that mean something to shells, connection strings, file systems or locales. */
class AwkwardNamesTest {

    private static final String BEYOND_ASCII = "n\u00e4m\u00e9 \uD83D\uDE00";

    private final TestDatabase server = TestDatabase.fresh();

    @TempDir
    Path place;

    @Test
    void databases() throws BackupException {
        for (String name : List.of(
                "a b'c\"d*e%f%41;$(id)`&?#+~",
                "back\\slash\\",
                "--dbname=postgres",
                "-f",
                "=",
                "host=nowhere dbname=postgres",
                "postgresql:x?host=nowhere",
                "..",
                "line\nbreak",
                "UPPER",
                "x_backup_20260101_000000")) {
            BackupFixture fixture = new BackupFixture(database(name), place);

            Manifest made = fixture.verified();

            assertThat(made.database()).isEqualTo(name);
            assertThat(made.rows()).containsEntry("public.here", 1L);
            assertThat(made.file()).matches("[A-Za-z0-9%._-]+_backup_\\d{8}_\\d{6}\\.dump\\.age");
            assertThat(fixture.backups().list()).containsExactly(made);
        }
    }

    @Test
    void usersAndPasswords() throws SQLException, BackupException {
        BackupFixture fixture = new BackupFixture(database("odd_users"), place);
        for (String password :
                List.of("p@ss:w/o?r#d%&=+", " '\"\\$`!{}()[]<>|;*~^ ", "PGPASSWORD=x", "-W", "%00", "tab\tand\nline")) {
            fixture.set("BACKUP_DATABASE_URL", url("user=" + password, password, "odd_users"));

            fixture.verified();
        }
        assertThat(fixture.backups().list()).hasSize(6);
    }

    @Test
    void whatIsBeyondAsciiNeedsALocaleThatHasIt() throws SQLException, BackupException {
        BackupFixture fixture = new BackupFixture(database(BEYOND_ASCII), place)
                .set("BACKUP_DATABASE_URL", url(BEYOND_ASCII, BEYOND_ASCII + "\u2168", BEYOND_ASCII));

        assertThat(runWith("C.UTF-8", fixture)).isEqualTo("verified");
        assertThat(runWith("C", fixture)).startsWith("program").contains("LC_ALL=C.UTF-8");

        fixture.requireNothingBut(fixture.backups().list());
        assertThat(fixture.backups().list()).hasSize(1);
    }

    private static String runWith(String locale, BackupFixture fixture) {
        Map<String, String> variables = new HashMap<>(fixture.variables());
        // The process gets its variables in the locale of this one, so that only what is encoded arrives everywhere.
        variables.put("LC_ALL", locale);
        try (RunsProcess runs = RunsProcess.start(variables)) {
            return runs.run(Instant.now());
        }
    }

    private TestDatabase database(String name) {
        try {
            asSuperuser("create database %I owner roster_owner", name);
        } catch (SQLException e) {
            throw new AssertionError(name, e);
        }
        TestDatabase database = new TestDatabase(server.server(), name);
        BackupFixture.execute(database, "create table here as select 1 as one");
        return database;
    }

    private String url(String user, String password, String database) throws SQLException {
        asSuperuser("create role %I login createdb password %L", user, password);
        asSuperuser("grant pg_read_all_data to %I", user);
        return "postgresql://" + encoded(user) + ":" + encoded(password) + "@127.0.0.1:"
                + server.server().port() + "/" + encoded(database);
    }

    private void asSuperuser(String format, String... names) throws SQLException {
        try (Connection superuser = server.connectAs("postgres");
                PreparedStatement formatted = superuser.prepareStatement("select format(?, variadic ?::text[])");
                Statement statement = superuser.createStatement()) {
            formatted.setString(1, format);
            formatted.setArray(2, superuser.createArrayOf("text", names));
            try (ResultSet row = formatted.executeQuery()) {
                row.next();
                statement.execute(row.getString(1));
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
