package org.kennwilliamson.roster.slowquery;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Slow queries by the API and by the command, with {@code pg_stat_statements} and without it. */
@Tag("program")
class SlowQueryIT {

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void theSlowestComesFirstAndNoValueIsShown() {
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(Token.admin()).get("/v1/users?email=somebody-in-particular@example.org");

            List<Float> totals = roster.as(Token.admin())
                    .get("/v1/slow-queries?limit=200")
                    .then()
                    .statusCode(200)
                    .body("next", nullValue())
                    .body("items.query.join(' ')", containsString("from users u where u.id > $1"))
                    .extract()
                    .path("items.totalMillis");

            assertThat(totals).hasSizeGreaterThan(3).isSortedAccordingTo((one, other) -> Float.compare(other, one));
            String all =
                    roster.as(Token.admin()).get("/v1/slow-queries?limit=200").asString();
            assertThat(all).doesNotContain("somebody-in-particular").doesNotContain("insufficient privilege");
            roster.as(Token.admin()).get("/v1/slow-queries?limit=1").then().body("items", hasSize(1));
            roster.as(Token.admin()).get("/v1/slow-queries?limit=201").then().statusCode(400);

            assertThat(run(0, "--limit", "3").lines())
                    .hasSize(4)
                    .first()
                    .asString()
                    .contains("TOTAL MS", "STATEMENT");
            assertThat(JsonPath.from(run(0, "--json")).getList("query")).isNotEmpty();
        }
    }

    @Test
    void withoutTheExtensionItSaysWhatToDo() throws SQLException {
        asSuperuser("drop extension pg_stat_statements");

        unavailableUntil("create extension pg_stat_statements", "pg_stat_statements is not in this database: ");
    }

    @Test
    void whereTheExtensionIsInAnotherSchemaItSaysWhatToDo() throws SQLException {
        asSuperuser("create schema monitoring");
        asSuperuser("alter extension pg_stat_statements set schema monitoring");

        unavailableUntil(
                "alter extension pg_stat_statements set schema public",
                "pg_stat_statements is in the schema monitoring, where Roster doesn't look: ");
    }

    @Test
    void whereItMayNotReadThemItSaysWhatToDo() throws SQLException {
        asSuperuser("revoke select on pg_stat_statements from public");

        unavailableUntil(
                "grant select on pg_stat_statements to roster_service",
                "pg_stat_statements may not be read by Roster (permission denied for view pg_stat_statements): ");
    }

    @Test
    void whereTheLibraryIsNotLoadedItSaysWhatToDo(@TempDir Path folder) {
        EmbeddedServer server = EmbeddedServer.start(folder, Path.of("init-scripts"), Map.of("fsync", "off"));
        try {
            variables.put("DATABASE_URL", server.url("roster_service", "kennwilliamson"));

            assertThat(run(1))
                    .isEqualTo("roster slow-queries: pg_stat_statements is not loaded: put it into "
                            + "shared_preload_libraries and restart PostgreSQL.\n");
        } finally {
            server.delete();
        }
    }

    @Test
    void whatElseGoesWrongIsToldAsItIs() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            asSuperuser("drop extension pg_stat_statements");
            asSuperuser("create table pg_stat_statements (query text)");

            roster.as(Token.admin()).get("/v1/slow-queries").then().statusCode(500);
        }
        assertThat(run(1))
                .startsWith("roster slow-queries: ")
                .contains("column \"calls\" does not exist")
                .hasLineCount(1);
    }

    /** The reason names what mends it. */
    private void unavailableUntil(String remedy, String reason) throws SQLException {
        String detail = reason + remedy + ", as a superuser.";
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(Token.admin())
                    .get("/v1/slow-queries")
                    .then()
                    .statusCode(501)
                    .body("type", equalTo("urn:roster:problem:slow-queries-unavailable"))
                    .body("detail", equalTo(detail));
            assertThat(run(1)).isEqualTo("roster slow-queries: " + detail + "\n");

            asSuperuser(remedy);

            roster.as(Token.admin()).get("/v1/slow-queries").then().statusCode(200);
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void misuseIsNamed() {
        assertThat(run(2, "--limit", "0")).contains("--limit must be a whole number from 1 to 200");
        assertThat(run(2, "--limit", "some")).contains("--limit");
        assertThat(run(0, "--help")).contains("Example: roster slow-queries --limit 5");
    }

    private String run(int code, String... arguments) {
        String[] all =
                Stream.concat(Stream.of("slow-queries"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
