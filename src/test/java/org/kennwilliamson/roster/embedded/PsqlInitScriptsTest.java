package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The init-scripts as somebody else's database lets them run: as a master role that is no superuser. */
@Tag("postgresql")
class PsqlInitScriptsTest {

    private static final Path ROLES = Path.of("init-scripts", "10-roles.sql");
    private static final Path DATABASES = Path.of("init-scripts", "20-databases.sql");
    private static final String DATABASE = "kennwilliamson";

    /** As one that was set up with an ICU locale. */
    private static final String ICU_BY_DEFAULT = """
            do $$ begin
                execute format('update pg_database set datlocprovider = ''i'', %I = ''en'' where datname = ''template0''',
                    (select attname from pg_attribute
                    where attrelid = 'pg_database'::regclass and attname in ('daticulocale', 'datlocale')));
            end $$""";

    @TempDir
    static Path folder;

    private static EmbeddedServer server;
    private static String first;
    private static String second;

    @BeforeAll
    static void runThemTwice() throws IOException, SQLException {
        server = EmbeddedServer.start(
                folder.resolve("server"),
                Files.createDirectory(folder.resolve("none")),
                Map.of("fsync", "off", "log_min_duration_statement", "1h"));
        superuser("create role master login createdb createrole password 'of-the-provider'");
        superuser(ICU_BY_DEFAULT);
        first = asMaster(ROLES) + asMaster(DATABASES);
        second = asMaster(ROLES) + asMaster(DATABASES);
    }

    @AfterAll
    static void close() {
        server.delete();
    }

    @Test
    void itSaysWhatItLeftOut() {
        assertThat(first)
                .contains(
                        "left out: roster_backup may not bypass row security; no backup succeeds while a table has it")
                .contains("left out: the extension pg_stat_statements in kennwilliamson, which only a superuser")
                .contains("left out: the server's log may have the passwords (log_min_duration_statement = 3600000");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void theRolesComeInAndAreNoMoreThanTheyMustBe() throws SQLException {
        assertThat(asked(Passwords.SUPERUSER, """
                select string_agg(concat_ws(' ', rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolvaliduntil),
                    ', ' order by rolname)
                from pg_roles where rolname like 'roster%'"""))
                .isEqualTo(
                        "roster_backup t f f t infinity, roster_owner t f f f infinity, roster_service t f f f infinity");
        assertThat(asked("roster_service", "select current_user")).isEqualTo("roster_service");
    }

    @Test
    void theDatabaseIsTheOwnersAndSortsByBytesWhateverTheClusterDoes() throws SQLException {
        assertThat(asked(Passwords.SUPERUSER, """
                select concat_ws(' ', pg_get_userbyid(datdba), datlocprovider, datcollate, datctype)
                from pg_database where datname = 'kennwilliamson'""")).isEqualTo("roster_owner c C C.UTF-8");
        assertThat(asked("roster_owner", "select 'a' < 'B'")).isEqualTo("f");
    }

    @Test
    void theBackupReadsWhatTheOwnerMakes() throws SQLException {
        execute("roster_owner", "create table backed_up (id int generated always as identity)");

        assertThat(asked("roster_backup", "select count(*) from backed_up")).isEqualTo("0");
        assertThat(asked("roster_backup", "select is_called from backed_up_id_seq"))
                .isEqualTo("f");
        assertThat(asked("roster_service", "select has_table_privilege('backed_up', 'select')"))
                .isEqualTo("f");
    }

    private static String asMaster(Path script) throws IOException {
        Map<String, String> environment = new HashMap<>(new Endpoint(
                        server.port(), Passwords.keptIn(folder.resolve("server").resolve("passwords")))
                .environment());
        environment.put("PGUSER", "master");
        environment.put("PGPASSWORD", "of-the-provider");
        return Psql.found().run(script, Map.of(), environment);
    }

    private static void superuser(String sql) throws SQLException {
        try (Connection connection = server.connect(Passwords.SUPERUSER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void execute(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String asked(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
