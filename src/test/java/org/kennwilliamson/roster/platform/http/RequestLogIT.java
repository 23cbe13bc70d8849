package org.kennwilliamson.roster.platform.http;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.log.SlowStatements;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** What the packaged program says of its requests. */
@Tag("program")
class RequestLogIT {

    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ";

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void aRequestIsALineThatTellsNobodysSecrets() {
        variables.putAll(Map.of("SLOW_REQUEST", "1h", "SLOW_STATEMENT", "1h"));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            get(roster, "known", "/v1/users/{id}", "01890a5d-ac96-774b-bcce-b302099a8057");
            get(roster, "search", "/v1/users?email={email}", "ada@example.org");
            get(roster, "nowhere", "/v1/nothing/{secret}", "hidden");
            roster.anonymous()
                    .header("X-Request-Id", "sign-in")
                    .contentType("application/json")
                    .body(Map.of("email", "ada@example.org", "password", Person.PASSWORD))
                    .post("/v1/sessions");

            assertThat(line(roster, "known"))
                    .matches(DATE + "known INFO  GET /v1/users/\\{id} 404 in \\d+ ms by a-test");
            assertThat(line(roster, "search")).matches(DATE + "search INFO  GET /v1/users 200 in \\d+ ms by a-test");
            assertThat(line(roster, "nowhere")).matches(DATE + "nowhere INFO  GET - 404 in \\d+ ms by anonymous");
            assertThat(line(roster, "sign-in"))
                    .matches(DATE + "sign-in INFO  POST /v1/sessions 401 in \\d+ ms by anonymous");
            assertThat(roster.said()).doesNotContain("ada@", "hidden", Person.PASSWORD, Token.admin(), "/q/health");
        }
    }

    @Test
    void withoutThemOnlySlowOnesAreLinesAndPostgresqlIsToldForWhomItIsSlow() throws SQLException {
        variables.putAll(Map.of(
                "LOG_FORMAT", "json", "LOG_REQUESTS", "off", "SLOW_REQUEST", "1500ms", "SLOW_STATEMENT", "1500ms"));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            get(roster, "warm-up", "/v1/users?limit={n}", "2");
            get(roster, "quick", "/v1/users?limit={n}", "2");
            whileUsersAreLocked(roster, "first", "true");
            whileUsersAreLocked(roster, "second", "query like '%/* request second */%'");

            JsonPath request = JsonPath.from(line(roster, "second", "\"http.route\""));
            assertThat(request.getMap(""))
                    .containsEntry("log.level", "WARN")
                    .containsEntry("service.name", "roster")
                    .containsEntry("http.request.id", "second")
                    .containsEntry("http.request.method", "GET")
                    .containsEntry("http.route", "/v1/users")
                    .containsEntry("http.response.status_code", 200)
                    .containsEntry("user.id", "a-test")
                    .containsKeys("@timestamp", "ecs.version", "log.logger")
                    .hasEntrySatisfying("event.duration", nanos -> assertThat(((Number) nanos).longValue())
                            .isGreaterThan(1_500_000_000L))
                    .hasEntrySatisfying("message", message -> assertThat((String) message)
                            .matches("Slow: GET /v1/users 200 in \\d+ ms by a-test"));
            assertThat(JsonPath.from(line(roster, "first", "event.action")).getMap(""))
                    .containsEntry("event.action", "user.lists")
                    .containsEntry("log.logger", SlowStatements.class.getName())
                    .containsEntry("log.level", "WARN");
            assertThat(lines(roster, "quick")).isEmpty();
        }
    }

    /** GETs a page of users for which PostgreSQL has to wait, until it has done so for more than the limit and this is true of it. */
    private void whileUsersAreLocked(RosterProcess roster, String id, String condition) throws SQLException {
        CompletableFuture<Response> answer;
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table users in access exclusive mode");
            answer = CompletableFuture.supplyAsync(() -> get(roster, id, "/v1/users?limit={n}", "1"));
            roster.until(
                    "PostgreSQL waits for " + id,
                    () -> database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and now() - query_start > interval '1600 ms' and " + condition)
                            > 0);
        }
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    private static Response get(RosterProcess roster, String id, String path, String parameter) {
        return roster.as(Token.admin()).header("X-Request-Id", id).get(path, parameter);
    }

    private static String line(RosterProcess roster, String... words) {
        roster.until(
                "it tells of " + List.of(words), () -> !lines(roster, words).isEmpty());
        return lines(roster, words).get(0);
    }

    private static List<String> lines(RosterProcess roster, String... words) {
        return roster.output()
                .lines()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .toList();
    }
}
