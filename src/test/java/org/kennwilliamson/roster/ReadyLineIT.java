package org.kennwilliamson.roster;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.FreePort;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TerminalProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of the packaged program's start and end, as a person reads it. */
@Tag("program")
class ReadyLineIT {

    private static final String LINE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (\\S*) (INFO |WARN |ERROR) (\\S.*)";
    private static final Pattern ADDRESSES =
            Pattern.compile("is ready: (http://127\\.0\\.0\\.1:(\\d+)) \\(API\\), http://127\\.0\\.0\\.1:(\\d+) ");

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void aStartAndAnEndAreALineForEachThingThatHappens() {
        List<String> first = startedAndEnded();
        assertThat(first).allSatisfy(line -> assertThat(line)
                .matches(LINE)
                .doesNotContain("org.flywaydb", "io.quarkus", "org.kennwilliamson", "(main)", "(roster-", "\u001B"));
        assertThat(first)
                .extracting(ReadyLineIT::message)
                .satisfiesExactly(
                        migrated -> assertThat(migrated)
                                .matches("Migrated the schema to version \\d{14} \\(\\d+ scripts, \\d+\\.\\d s\\)"),
                        off -> assertThat(off).startsWith("BACKUP_SCHEDULE is off"),
                        ready -> assertThat(ready)
                                .matches("Roster \\S+ is ready: http://127\\.0\\.0\\.1:\\d+ \\(API\\), "
                                        + "http://127\\.0\\.0\\.1:\\d+ \\(health and metrics\\)"),
                        stopping -> assertThat(stopping).isEqualTo("Roster is stopping"));

        assertThat(startedAndEnded())
                .extracting(ReadyLineIT::message)
                .anyMatch(message -> message.matches("The schema is up to date, at version \\d{14}"))
                .noneMatch(message -> message.startsWith("Migrated"));
    }

    @Test
    void theAddressesAreThosePortsThatAreOpenWhateverWasAskedFor() {
        variables.putAll(Map.of("PORT", "0", "MANAGEMENT_PORT", "0"));
        try (RosterProcess roster = RosterProcess.start(variables)) {
            Ready.until(
                    "it says where", () -> ADDRESSES.matcher(roster.output()).find());
            Matcher addresses = ADDRESSES.matcher(roster.output());
            assertThat(addresses.find()).isTrue();

            assertThat(Ready.status(Integer.parseInt(addresses.group(2)), "/v1/users"))
                    .isEqualTo(200);
            assertThat(Ready.status(Integer.parseInt(addresses.group(3)), "/q/health/started"))
                    .isEqualTo(200);
        }
    }

    @Test
    void aTerminalShowsNoColours() throws IOException {
        variables.putAll(Map.of(
                "PORT", Integer.toString(FreePort.any()),
                "MANAGEMENT_PORT", Integer.toString(FreePort.any()),
                "SHUTDOWN_DELAY", "0s"));
        String interrupt = "\u0003";
        try (TerminalProcess roster = TerminalProcess.start(variables, "")) {
            roster.answer("is ready", interrupt);

            assertThat(roster.exitCode()).as("as with SIGTERM").isZero();
            assertThat(roster.shown()).contains("Roster is stopping").doesNotContain("\u001B");
        }
    }

    @Test
    void whatARequestCausesBearsItsName() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(variables).ready();
                Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("alter table roles rename to lost");
            roster.as(Token.admin())
                    .header("X-Request-Id", "trace-42")
                    .get("/v1/roles")
                    .then()
                    .statusCode(503);

            assertThat(roster.output().lines().filter(line -> line.contains(" ERROR ")))
                    .singleElement()
                    .asString()
                    .matches(LINE)
                    .contains(" trace-42 ERROR /v1/roles failed: ")
                    .contains("\"roles\" does not exist");
        }
    }

    @Test
    void jsonHasTheClassToo() {
        variables.put("LOG_FORMAT", "json");
        assertThat(startedAndEnded())
                .allSatisfy(line -> assertThat(JsonPath.from(line).getMap("").get("log.logger"))
                        .asString()
                        .startsWith("org.kennwilliamson.roster."));
    }

    private List<String> startedAndEnded() {
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            Ready.until("it says that it is ready", () -> roster.output().contains("is ready"));
            roster.terminate();
            assertThat(roster.exitCode()).isZero();
            assertThat(roster.errors()).isEmpty();
            return roster.output().lines().toList();
        }
    }

    private static String message(String line) {
        return line.replaceFirst("^" + LINE + "$", "$3");
    }
}
