package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Copies that the packaged service makes by itself, and what it tells of them. */
@Tag("program")
class ServiceCopyIT {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void aCopyThatFailedIsToldEverywhereAndMadeUpAtTheNextStart() throws IOException {
        Path there = folder.resolve("there");
        try (RosterProcess roster = start(there)) {
            Ready.until(
                    "it is told", () -> "failed".equals(states(roster).extract().path("items[0].copy")));
            Ready.until(
                    "it is counted",
                    () -> metrics(roster).asString().contains("roster_backup_failures_total{reason=\"copy\"} 1.0"));
            Ready.until("it wakes somebody", () -> roster.probe("/q/health/well") == 503);
            states(roster)
                    .body("items.state", equalTo(List.of("verified")))
                    .body("items[0].copyReason", containsString("there is no directory " + there));
            metrics(roster)
                    .then()
                    .body(containsString("roster_backup_uncopied 1.0"))
                    .body(containsString("roster_backup_last_copied_timestamp_seconds 0.0"));
            assertThat(roster.output()).contains("could not be copied: BACKUP_COPY_URL file://" + there);
        }
        Files.createDirectory(there);
        try (RosterProcess again = start(there)) {
            Ready.until("it is copied", () -> "copied"
                    .equals(states(again).extract().path("items[0].copy")));
            Ready.until("it is well", () -> again.probe("/q/health/well") == 200);
            states(again).body("items.state", equalTo(List.of("verified")));
            metrics(again).then().body(containsString("roster_backup_uncopied 0.0"));
            Ready.until("it is recorded", () -> again.as(Token.admin())
                    .get("/v1/audit-events?action=backup.copied")
                    .then()
                    .extract()
                    .path("items.after.url")
                    .equals(List.of("file://" + there)));
        }
        assertThat(there).isDirectoryContaining("glob:**.dump.age").isDirectoryContaining("glob:**.json");
    }

    @Test
    void aCopyThatIsGoneIsNoticedAtTheStartThoughAllWasCopied() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        try (RosterProcess roster = start(there)) {
            Ready.until("it is copied", () -> "copied"
                    .equals(states(roster).extract().path("items[0].copy")));
        }
        List<Path> copy = files(there);
        assertThat(copy).hasSize(2);
        for (Path file : copy) {
            Files.delete(file);
        }

        try (RosterProcess again = start(there)) {
            Ready.until("it is copied again", () -> files(there).size() == 2);
            assertThat(files(there)).isEqualTo(copy);
            assertThat(again.output()).contains("is gone from file://" + there);
        }
    }

    private RosterProcess start(Path there) {
        variables.put("BACKUP_DIR", folder.resolve("backups").toString());
        variables.putIfAbsent(
                "BACKUP_RECIPIENTS", AgeIdentity.generate().recipient().text());
        // Comes no sooner than any test ends, and came a while ago.
        variables.put("BACKUP_SCHEDULE", "0 0 1 1 *");
        variables.put("BACKUP_COPY_URL", "file://" + there);
        return RosterProcess.start(variables).ready();
    }

    /** By name; without one that is being written. */
    private static List<Path> files(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ValidatableResponse states(RosterProcess roster) {
        return roster.as(Token.admin()).get("/v1/backups").then().statusCode(200);
    }

    private static Response metrics(RosterProcess roster) {
        return RestAssured.given().noFilters().port(roster.managementPort()).get("/q/metrics");
    }
}
