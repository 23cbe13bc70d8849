package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MigrationsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final Schema schema = new Schema(database);

    @Test
    void forwardBackAndForwardAgainEndsWhereItWas() {
        String empty = schema.dump("--no-privileges");
        String full = schema.migrate().dump();
        assertThat(full).contains("CREATE TABLE public.users", "CREATE TABLE public.user_roles");

        schema.revertAll();
        // The right to use the schema is granted at each boot and belongs to no migration.
        assertThat(schema.dump("--no-privileges")).isEqualTo(empty);

        assertThat(schema.migrate().dump()).isEqualTo(full);
    }

    @Test
    void everyMigrationHasItsUndoScript() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            List<String> versions = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .sorted()
                    .toList();

            assertThat(Schema.undoVersions()).isEqualTo(versions);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id int)",
                "alter table users add column extra text",
                "drop table users",
                "truncate users",
                "create index on users (created_at)",
                "create schema mine",
                "create role mine",
                "update flyway_schema_history set success = false",
                "delete from flyway_schema_history",
                "set role roster_owner",
            })
    void theServicesRoleCanNotChangeTheSchema(String statement) throws SQLException {
        schema.migrate();

        try (Connection service = database.connectAs("roster_service");
                Statement sql = service.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOf(SQLException.class)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .as("insufficient privilege")
                    .isEqualTo("42501");
            assertThatCode(() -> sql.execute("select count(*) from users")).doesNotThrowAnyException();
        }
    }

    @Test
    void noRoleOfRostersIsASuperuser() {
        schema.migrate();

        assertThat(database.number("select count(*) from pg_roles where rolname like 'roster%'"))
                .isEqualTo(3);
        assertThat(database.number(
                        "select count(*) from pg_roles where rolname like 'roster%' and (rolsuper or rolcreaterole)"))
                .isZero();
    }
}
