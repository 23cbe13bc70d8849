package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.Token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** PostgreSQL is killed, comes back, or comes late: the packaged program says so, and needs no restart. */
@Tag("program")
class OutageIT {

    private static final String DATABASE = "kennwilliamson";

    @TempDir
    Path folder;

    private EmbeddedServer server;

    @BeforeEach
    void startServer() {
        server = EmbeddedServer.start(folder.resolve("server"), Path.of("init-scripts"), Map.of("fsync", "off"));
    }

    @AfterEach
    void stopServer() {
        server.delete();
    }

    @Test
    void aKilledDatabaseIsA503AndTheFirstRequestAfterItIsBackSucceeds() {
        try (RosterProcess roster = RosterProcess.start(variables("60s")).ready()) {
            assertThat(roster.status("/v1/users")).isEqualTo(200);

            server.kill();

            roster.as(Token.admin())
                    .get("/v1/users")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2")
                    .body("type", equalTo("urn:roster:problem:database-unavailable"))
                    .body("detail", equalTo("Ask again in a moment."));
            roster.as(Token.admin())
                    .contentType("application/json")
                    .body(Map.of("name", "nobody-is-there"))
                    .post("/v1/roles")
                    .then()
                    .statusCode(503)
                    .body("detail", equalTo("Nothing was changed: try again in a moment."));
            Ready.until("readiness is DOWN", () -> roster.probe("/q/health/ready") == 503);
            assertThat(roster.probe("/q/health/live"))
                    .as("a restart mends no database")
                    .isEqualTo(200);

            server.restart();
            Ready.until("PostgreSQL takes connections", this::takesConnections);

            assertThat(roster.status("/v1/users")).isEqualTo(200);
            roster.ready();
            assertThat(roster.said())
                    .containsOnlyOnce("The database doesn't answer")
                    .contains("The database answers again");
        }
    }

    @Test
    void livenessTurnsDownAfterTheGraceAndUpAgainWithTheDatabase() {
        try (RosterProcess roster = RosterProcess.start(variables("2s")).ready()) {
            server.kill();
            Ready.until("liveness is DOWN", () -> roster.probe("/q/health/live") == 503);

            server.restart();

            Ready.until("liveness is UP", () -> roster.probe("/q/health/live") == 200);
        }
    }

    @Test
    void aDatabaseThatComesLateIsWaitedForAndProbesSayWhatIsTrueMeanwhile() {
        server.kill();

        try (RosterProcess roster = RosterProcess.start(variables("60s"))) {
            Ready.until("it says that it waits", () -> roster.said().contains("Waiting for the database at"));
            Ready.until("it lives", () -> roster.probe("/q/health/live") == 200);
            assertThat(roster.probe("/q/health/started")).isEqualTo(503);
            assertThat(roster.probe("/q/health/ready")).isEqualTo(503);
            roster.as(Token.admin())
                    .get("/v1/users")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", equalTo("urn:roster:problem:starting"));

            server.restart();

            roster.ready();
            assertThat(roster.probe("/q/health/started")).isEqualTo(200);
            assertThat(roster.status("/v1/users")).isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatFreezesIsSeenAndLeavesNoConnectionBehind() throws IOException, InterruptedException {
        try (RosterProcess roster = RosterProcess.start(variables("60s")).ready()) {
            freeze();
            try {
                Ready.until("readiness is DOWN", () -> roster.probe("/q/health/ready") == 503);
                Ready.until("two more looks were in vain", () -> secondsSinceTheLastAnswer(roster) >= 15);
                assertThat(roster.probe("/q/health/live")).isEqualTo(200);
            } finally {
                thaw();
            }

            roster.ready();

            Ready.until("the two that pipeline and the monitor's are all there are", () -> numbers(
                            "select count(*) from pg_stat_activity where usename = 'roster_service'")
                    .equals(List.of(3L)));
        }
    }

    @Test
    void connectionsThatHangAreReplacedWhileTheOthersServeOn() throws IOException, InterruptedException {
        Map<String, String> variables = variables("60s");
        variables.put("DB_ACQUIRE_TIMEOUT", "1");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            List<Long> reads =
                    numbers("select pid from pg_stat_activity where usename = 'roster_service' and (query = 'select 1' "
                            + "or query like '%pg_notify%')");
            assertThat(reads).hasSize(2);
            signal("STOP", reads);

            assertThat(roster.statusOf("/v1/users").join())
                    .as("once the time limit is over")
                    .isEqualTo(503);
            assertThat(roster.statusOf("/v1/users").join()).isEqualTo(200);

            assertThat(roster.said()).containsOnlyOnce("doesn't answer any more; opening new ones");
            signal("CONT", reads);
        }
    }

    /** The postmaster first: it starts no other then, and one that ends stays to be signalled. */
    private void freeze() throws IOException, InterruptedException {
        signal("STOP", List.of(server.pid()));
        signal("STOP", childrenOfThePostmaster());
    }

    private void thaw() throws IOException, InterruptedException {
        signal("CONT", childrenOfThePostmaster());
        signal("CONT", List.of(server.pid()));
    }

    private List<Long> childrenOfThePostmaster() {
        return ProcessHandle.of(server.pid())
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String signal, List<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static int secondsSinceTheLastAnswer(RosterProcess roster) {
        return given().port(roster.managementPort())
                .get("/q/health/live")
                .path("checks.find { it.name == 'database' }.data.lastAnswerSecondsAgo");
    }

    private List<Long> numbers(String sql) {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = server.connect("postgres", DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private Map<String, String> variables(String grace) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_URL", server.url("roster_service", DATABASE));
        variables.put("MIGRATION_DATABASE_URL", server.url("roster_owner", DATABASE));
        variables.put("AUTH_SIGNING_KEY", SigningKeys.file().toString());
        variables.put("LIVENESS_GRACE", grace);
        return variables;
    }

    private boolean takesConnections() {
        try {
            server.connect("roster_service", DATABASE).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
