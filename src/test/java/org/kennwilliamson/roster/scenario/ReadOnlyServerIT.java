package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.Token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A server that answers and takes no writes, as a standby does: that is said, and over as soon as it takes them. */
@Tag("program")
class ReadOnlyServerIT {

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
    void sessionsThatReadOnlyAreLeftAsSoonAsTheServerTakesWrites() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            makes(roster).then().statusCode(201);

            execute("alter database " + DATABASE + " set default_transaction_read_only = on");
            endSessions("true");
            // At first it is DOWN because the connection was closed.
            Ready.until(
                    "readiness is DOWN and says why",
                    () -> roster.probe("/q/health/ready") == 503
                            && "read-only, since default_transaction_read_only is on: it takes no writes"
                                    .equals(whyNotReady(roster)));
            assertThat(roster.probe("/q/health/live")).isEqualTo(200);
            assertThat(roster.status("/v1/users")).as("reads go on").isEqualTo(200);
            makes(roster)
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:roster:problem:database-unavailable"))
                    .body("detail", equalTo("Nothing was changed: try again in a moment."));

            execute(
                    "set default_transaction_read_only = off",
                    "alter database " + DATABASE + " reset default_transaction_read_only");
            Instant reset = Instant.now();
            Ready.until("readiness is UP", () -> roster.probe("/q/health/ready") == 200);
            makes(roster).then().statusCode(201);
            assertThat(Duration.between(reset, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(roster.said())
                    .containsOnlyOnce("The database is read-only, since default_transaction_read_only is on")
                    .containsOnlyOnce("The database takes writes again");
        }
    }

    /** The monitor's own session never saw it. */
    @Test
    void aSessionThatReadsOnlyBesideOthersThatDoNotIsLeftToo() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            execute("alter database " + DATABASE + " set default_transaction_read_only = on");
            endSessions("query not like '%pg_listening_channels%'");
            Ready.until("changes are refused", () -> makes(roster).statusCode() == 503);

            execute(
                    "set default_transaction_read_only = off",
                    "alter database " + DATABASE + " reset default_transaction_read_only");

            Instant reset = Instant.now();
            Ready.until("changes are made", () -> makes(roster).statusCode() == 201);
            assertThat(Duration.between(reset, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aStandbyAnswersSoThatNobodyIsRestartedAndAStartWaitsForAPrimary() throws SQLException, IOException {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            Files.createFile(folder.resolve("server").resolve("data").resolve("standby.signal"));
            server.restart();
            Ready.until("it is seen", () -> whyNotReady(roster).equals("a standby: it takes no writes"));

            try (RosterProcess another = RosterProcess.start(variables())) {
                Ready.until(
                        "the start waits",
                        () -> another.said().contains(": it is a standby: it takes no writes") || !another.isAlive());
                assertThat(another.isAlive()).as(another::said).isTrue();
                Instant longer = Instant.now().plusSeconds(3);
                Ready.until("the grace is over", () -> {
                    given().port(roster.managementPort())
                            .get("/q/health/live")
                            .then()
                            .statusCode(200)
                            .body("checks[0].data.select1", equalTo("answered"));
                    return Instant.now().isAfter(longer);
                });
                assertThat(roster.status("/v1/users")).isEqualTo(200);
                makes(roster)
                        .then()
                        .statusCode(503)
                        .body("detail", equalTo("Nothing was changed: try again in a moment."));

                execute("select pg_promote()");

                another.ready();
                roster.ready();
                makes(roster).then().statusCode(201);
                assertThat(roster.said()).containsOnlyOnce("The database is a standby: it takes no writes");
            }
        }
    }

    private static Response makes(RosterProcess roster) {
        return roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users");
    }

    private static String whyNotReady(RosterProcess roster) {
        return String.valueOf(given().port(roster.managementPort())
                .get("/q/health/ready")
                .<String>path("checks.find { it.name == 'database' }.data.fault"));
    }

    private void endSessions(String which) throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'roster_service' and " + which);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection superuser = server.connect("postgres", DATABASE);
                Statement statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_URL", server.url("roster_service", DATABASE));
        variables.put("MIGRATION_DATABASE_URL", server.url("roster_owner", DATABASE));
        variables.put("AUTH_SIGNING_KEY", SigningKeys.file().toString());
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("LIVENESS_GRACE", "2s");
        return variables;
    }
}
