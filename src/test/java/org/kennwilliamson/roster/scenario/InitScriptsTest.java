package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.embedded.Endpoint;
import org.kennwilliamson.roster.embedded.Passwords;
import org.kennwilliamson.roster.embedded.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("postgresql")
class InitScriptsTest {
    private static final Path ROLES = Path.of("init-scripts", "10-roles.sql");
    private static final Path DATABASES = Path.of("init-scripts", "20-databases.sql");
    private static final String DATABASE = "kennwilliamson";

    @TempDir
    static Path folder;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        // All statements go to the log, as where an operator watches closely.
        Map<String, String> watchful = Map.of(
                "fsync", "off",
                "log_statement", "all",
                "log_min_duration_statement", "0",
                "shared_preload_libraries", "pg_stat_statements");
        server = EmbeddedServer.start(folder.resolve("server"), Path.of("init-scripts"), watchful);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"roster_owner, f f", "roster_service, f f", "roster_backup, t t"})
    void noRoleIsMoreThanItMustBe(String role, String bypassesRowSecurityAndCreatesDatabases) throws SQLException {
        assertThat(superuser("""
                select format('%%s %%s %%s %%s %%s %%s', rolcanlogin, rolsuper, rolcreaterole, rolreplication, rolbypassrls,
                    rolcreatedb)
                from pg_roles where rolname = '%s'""".formatted(role))).isEqualTo("t f f f " + bypassesRowSecurityAndCreatesDatabases);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roster_service", "roster_backup"})
    void onlyTheOwnerMakesTables(String role) {
        assertThatThrownBy(() -> execute(role, "create table public.mine (id int)"))
                .hasMessageContaining("permission denied for schema public");
        assertThatThrownBy(() -> execute(role, "create schema mine")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(role, "create temporary table mine (id int)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theOwnerMakesTablesThatTheBackupReads() throws SQLException {
        execute("roster_owner", "create table backed_up (id int)");
        assertThat(query("roster_backup", "select count(*) from backed_up")).isEqualTo("0");
        assertThatThrownBy(() -> query("roster_service", "select count(*) from backed_up"))
                .hasMessageContaining("permission denied for table backed_up");
        execute("roster_owner", "drop table backed_up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kennwilliamson", "kennwilliamson_test"})
    void theDatabasesAreTheOwnersAndSortAlikeEverywhere(String name) throws SQLException {
        assertThat(superuser("""
                select format('%%s %%s %%s %%s', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype)
                from pg_database where datname = '%s'""".formatted(name))).isEqualTo("roster_owner UTF8 C C.UTF-8");
        assertThat(superuser("select has_database_privilege('pg_monitor', '%s', 'connect')".formatted(name)))
                .isEqualTo("f");
    }

    @Test
    void slowStatementsAreCounted() throws SQLException {
        assertThat(superuser("select extname from pg_extension where extname = 'pg_stat_statements'"))
                .isEqualTo("pg_stat_statements");
    }

    @Test
    void runningThemAgainSetsNewPasswords() throws IOException, SQLException {
        Map<String, String> environment = environment();
        environment.put("ROSTER_SERVICE_PASSWORD", "it's \\ new");
        run(ROLES, environment);
        run(DATABASES, environment);

        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), DATABASE);
        DriverManager.getConnection(url, "roster_service", "it's \\ new").close();

        run(ROLES, environment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROSTER_OWNER_PASSWORD", "ROSTER_SERVICE_PASSWORD", "ROSTER_BACKUP_PASSWORD"})
    void aMissingPasswordIsOneLineAndChangesNothing(String variable) throws IOException, SQLException {
        String before = superuser("select string_agg(rolpassword, ',' order by rolname) from pg_authid");
        Map<String, String> environment = environment();
        environment.put(variable, "");

        assertThatThrownBy(() -> run(ROLES, environment))
                .hasMessageContaining("missing in the environment: " + variable)
                .message()
                .hasLineCount(1);
        assertThat(superuser("select string_agg(rolpassword, ',' order by rolname) from pg_authid"))
                .isEqualTo(before);
    }

    @Test
    void aPasswordThatEndsIsGoodForEverAfterwards() throws IOException, SQLException {
        execute(Passwords.SUPERUSER, "alter role roster_backup valid until '2020-01-01'");

        run(ROLES, environment());

        assertThat(superuser("select rolvaliduntil from pg_roles where rolname = 'roster_backup'"))
                .isEqualTo("infinity");
        query("roster_backup", "select 1");
    }

    @Test
    void noPasswordIsInTheLogOrAmongTheStatements() throws IOException, SQLException {
        String seen = Files.readString(folder.resolve("server").resolve("server.log"))
                + superuser("select string_agg(query, ' ') from pg_stat_statements");
        assertThat(seen).contains("pg_available_extensions");
        environment().forEach((name, password) -> {
            if (name.startsWith("ROSTER_")) {
                assertThat(seen).doesNotContain(password);
            }
        });
    }

    private static void run(Path script, Map<String, String> environment) throws IOException {
        Psql.found().run(script, Map.of(), environment);
    }

    private static Map<String, String> environment() throws IOException {
        Path passwords = folder.resolve("server").resolve("passwords");
        return new Endpoint(server.port(), Passwords.keptIn(passwords)).environment();
    }

    private static void execute(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String superuser(String sql) throws SQLException {
        return query(Passwords.SUPERUSER, sql);
    }

    private static String query(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
