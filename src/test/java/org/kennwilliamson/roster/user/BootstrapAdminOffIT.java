package org.kennwilliamson.roster.user;

import java.sql.SQLException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.RosterProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program leaves alone who is there, and makes nobody whom the API wouldn't. */
@Tag("program")
class BootstrapAdminOffIT extends AdministratorBoot {

    @Test
    void theNextBootLeavesThemAloneWhateverThePasswordIsNow() {
        try (RosterProcess roster = start(EMAIL, PASSWORD).ready()) {
            awaitLine(roster, MADE);
        }
        try (RosterProcess roster = start("other@example.org", "short").ready()) {
            roster.terminate();

            assertThat(roster.exitCode()).isZero();
            assertThat(roster.said()).doesNotContain("ERROR", "ADMIN_");
        }
        assertThat(database.number("select count(*) from users")).isEqualTo(1);
        assertThat(database.number("select version from users")).isEqualTo(1);
        assertThatPasswordIs(PASSWORD);
    }

    @Test
    void aDisabledAdministratorIsOneToo() throws SQLException {
        migrate();
        execute("""
                with made as (
                    insert into users (email, active) values ('former@example.org', false) returning id
                )
                insert into user_roles (user_id, role_id)
                select made.id, roles.id from made cross join roles where roles.name = 'admin'""");

        try (RosterProcess roster = start(EMAIL, PASSWORD).ready()) {
            roster.terminate();

            assertThat(roster.exitCode()).isZero();
        }
        assertThat(database.number("select count(*) from users")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "boss,             a-long-secret, ADMIN_EMAIL must be an e-mail address of at most 254 ASCII characters",
        "boss@example.org, my-secret,     'ADMIN_PASSWORD must have 12 to 200 characters, none of them NUL'",
    })
    void whatNoUserCouldHaveEndsTheStartWithALineThatNamesIt(String email, String password, String line) {
        try (RosterProcess roster = start(email, password)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said().lines().filter(text -> text.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .endsWith(line);
            assertThat(roster.said()).doesNotContain("secret").doesNotContain("Exception");
        }
        assertThat(database.number("select count(*) from users")).isZero();
    }

    @Test
    void emptyVariablesAreNone() {
        try (RosterProcess roster = start("", "").ready()) {
            roster.terminate();

            assertThat(roster.exitCode()).isZero();
        }
        assertThat(database.number("select count(*) from users")).isZero();
    }

    @Test
    void whereTheDatabaseRefusesItNothingIsMadeAndTheServiceServes() throws SQLException {
        migrate();
        execute("alter table audit_events add constraint broken check (false) not valid");

        try (RosterProcess roster = start(EMAIL, PASSWORD).ready()) {
            awaitLine(roster, "The first administrator could not be created");

            assertThat(roster.status("/v1/users")).isEqualTo(200);
            assertShowsNoPassword(roster);
        }
        assertThat(database.number("select count(*) from users")).isZero();
    }
}
