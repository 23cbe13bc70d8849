package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the schema itself promises of administrators, whoever sends which statement. */
class AdministratorsKeptTest {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from users",
                "delete from users where active",
                "update users set active = false",
                "delete from user_roles",
                "update user_roles set role_id = (select id from roles where name = 'user')",
            })
    void oneStatementThatWouldEndAllOfThemIsRefusedWhole(String statement) throws SQLException {
        user("one", true, "admin");
        user("two", true, "admin");
        user("three", false, "admin");
        user("four", true, "user");

        assertThatThrownBy(() -> execute(statement)).isInstanceOfSatisfying(PSQLException.class, failure -> {
            assertThat(failure.getSQLState()).as("restrict_violation").isEqualTo("23001");
            assertThat(failure.getServerErrorMessage().getConstraint()).isEqualTo("administrators_kept");
        });
        assertThat(activeAdministrators()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from users",
                "update users set active = false",
                "delete from user_roles",
            })
    void whereNobodyIsAnActiveAdministratorNothingIsRefused(String statement) throws SQLException {
        user("one", false, "admin");
        user("two", true, "user");

        execute(statement);

        assertThat(activeAdministrators()).isZero();
    }

    @Test
    void theRoleMayMoveToSomebodyElseInOneStatement() throws SQLException {
        user("one", true, "admin");
        user("two", true, "user");

        execute("""
                with taken as (
                    delete from user_roles where role_id = (select id from roles where name = 'admin') returning role_id
                )
                insert into user_roles (user_id, role_id)
                select users.id, taken.role_id from users cross join taken where email like 'two@%'""");

        assertThat(activeAdministrators()).isEqualTo(1);
    }

    @Test
    void allOthersMayGoInOneStatement() throws SQLException {
        user("one", true, "admin");
        user("two", true, "admin");
        user("three", true, "user");

        execute("delete from users where email not like 'one@%'");

        assertThat(database.number("select count(*) from users")).isEqualTo(1);
    }

    private long activeAdministrators() {
        return database.number("""
                select count(*)
                from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
                where r.name = 'admin' and u.active""");
    }

    private void user(String name, boolean active, String role) throws SQLException {
        execute("""
                with made as (
                    insert into users (email, active) values ('%s@example.org', %s) returning id
                )
                insert into user_roles (user_id, role_id)
                select made.id, roles.id from made cross join roles where name = '%s'""".formatted(name, active, role));
    }

    private void execute(String sql) throws SQLException {
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute(sql);
        }
    }
}
