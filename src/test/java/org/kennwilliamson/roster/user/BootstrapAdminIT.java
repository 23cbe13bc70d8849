package org.kennwilliamson.roster.user;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** The packaged program makes its first administrator. */
@Tag("program")
class BootstrapAdminIT extends AdministratorBoot {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('roster.administrators'))";

    private static final String WAITING = """
        select count(*) from pg_stat_activity
        where datname = current_database() and usename = 'roster_service' and wait_event_type = 'Lock'\
        """;

    @Test
    void anEmptyDatabaseGetsOneWithBothRolesAndThePasswordAsItStandsThere() {
        try (RosterProcess roster = start(EMAIL, PASSWORD).ready()) {
            awaitLine(roster, MADE);

            user(roster).body("items[0].roles", contains("admin", "user")).body("items[0].active", equalTo(true));
            assertThatPasswordIs(PASSWORD);
            roster.as(Token.admin())
                    .get("/v1/audit-events")
                    .then()
                    .body("items.action", contains("user.created"))
                    .body("items.actor", contains("system"))
                    .body("items[0].after.email", equalTo(EMAIL))
                    .body("items[0].after.roles", contains("admin", "user"))
                    .body("items[0].address", nullValue())
                    .body("items[0].requestId", nullValue());
            assertShowsNoPassword(roster);
        }
    }

    @Test
    void whoeverHasTheAddressAlreadyBecomesTheAdministrator() throws SQLException {
        migrate();
        execute("insert into users (email, display_name, active) values ('boss@EXAMPLE.org', 'Ada', false)");

        try (RosterProcess roster = start(EMAIL, PASSWORD).ready()) {
            awaitLine(roster, MADE);

            user(roster)
                    .body("items[0].email", equalTo("boss@EXAMPLE.org"))
                    .body("items[0].displayName", equalTo("Ada"))
                    .body("items[0].roles", contains("admin"))
                    .body("items[0].active", equalTo(true));
            roster.as(Token.admin())
                    .get("/v1/audit-events")
                    .then()
                    .body("items.action", contains("user.role-granted"))
                    .body("items[0].before", equalTo(Map.of("active", false)))
                    .body("items[0].after", equalTo(Map.of("role", "admin", "active", true, "password", true)));
            assertShowsNoPassword(roster);
        }
        assertThat(database.number("select version from users")).isEqualTo(2);
        assertThatPasswordIs(PASSWORD);
    }

    @Test
    void whoIsToldThatItIsReadyCanSignIn() throws SQLException {
        RosterProcess roster;
        try (Connection connection = database.connectAs("postgres");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            roster = start(EMAIL, PASSWORD);
            roster.until("it is about to make one", () -> database.number(WAITING) == 1);

            assertThat(roster.probe("/q/health/ready")).isEqualTo(503);
            assertThat(signIn(roster)).as("not a failed sign-in").isEqualTo(503);
        }
        try (roster) {
            roster.ready();

            assertThat(signIn(roster)).isEqualTo(201);
        }
    }

    private static int signIn(RosterProcess roster) {
        return roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", EMAIL, "password", PASSWORD))
                .post("/v1/sessions")
                .statusCode();
    }

    @Test
    void twoThatBootAtOnceMakeOne() throws SQLException {
        List<RosterProcess> both;
        try (Connection connection = database.connectAs("postgres");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            both = Stream.generate(() -> start(EMAIL, PASSWORD)).limit(2).toList();
            both.get(0).until("one is about to make one", () -> database.number(WAITING) >= 1);
            both.get(1).until("both are", () -> database.number(WAITING) == 2);
        }
        try {
            both.forEach(RosterProcess::ready);
            Ready.until("one is made", () -> output(both).contains(MADE));
            both.forEach(RosterProcess::terminate);

            assertThat(both).allSatisfy(roster -> assertThat(roster.exitCode()).isZero());
            assertThat(output(both)).containsOnlyOnce(MADE).doesNotContain("ERROR");
            assertThat(database.number("select count(*) from users")).isEqualTo(1);
            assertThat(database.number("select count(*) from audit_events")).isEqualTo(1);
        } finally {
            both.forEach(RosterProcess::close);
        }
    }

    private static ValidatableResponse user(RosterProcess roster) {
        return roster.as(Token.admin())
                .queryParam("email", EMAIL)
                .get("/v1/users")
                .then()
                .statusCode(200);
    }

    private static String output(List<RosterProcess> all) {
        return all.stream().map(RosterProcess::output).collect(Collectors.joining());
    }
}
