package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Backups that the packaged service makes by itself, and what it tells of them. */
@Tag("program")
class ServiceBackupIT {

    /** Comes no sooner than any test ends, and came a while ago. */
    private static final String YEARLY = "0 0 1 1 *";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @BeforeEach
    void thereIsAKey() {
        variables.put("BACKUP_DIR", folder.resolve("backups").toString());
        variables.put("BACKUP_RECIPIENTS", AgeIdentity.generate().recipient().text());
        variables.put("BACKUP_SCHEDULE", YEARLY);
    }

    @Test
    void whatWasMissedIsMadeUpAtTheStartAndOnlyOnce() {
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            untilStates(roster, List.of("verified"));

            Ready.until("it is well", () -> roster.probe("/q/health/well") == 200);
            metrics(roster)
                    .then()
                    .body(containsString("roster_backup_last_success_timestamp_seconds 1."))
                    .body(containsString("roster_backup_last_verified_timestamp_seconds 1."))
                    .body(containsString("roster_backup_size_bytes "))
                    .body(containsString("roster_backup_duration_seconds "))
                    .body(containsString("roster_backup_failures_total{reason=\"dump\"} 0.0"));
            roster.as(Token.admin())
                    .get("/v1/audit-events?action=backup.verified")
                    .then()
                    .body("items", hasSize(1))
                    .body("items[0].actor", equalTo("system"));
        }
        try (RosterProcess again = RosterProcess.start(variables).ready()) {
            Ready.until("it has looked", () -> again.probe("/q/health/well") == 200);
            states(again).body("items.state", equalTo(List.of("verified")));
        }
    }

    @Test
    void theScheduleMakesThem() {
        variables.put("BACKUP_SCHEDULE", "* * * * *");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            // One that was missed, or was due in this very minute, and then that of the next one.
            Ready.until("a minute has passed", () -> states(roster)
                    .extract()
                    .<List<String>>path("items.state")
                    .equals(List.of("verified", "verified")));
        }
    }

    @Test
    void whatWasDueWhileAnotherRunWentOnIsMadeOnceThatIsOver() throws IOException, BackupException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        DirectoryLock another = DirectoryLock.on(backups);
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            Ready.until(
                    "it is refused", () -> roster.output().contains("No backup is created: Another backup is running"));
            states(roster).body("items", hasSize(0));

            another.close();

            Ready.until("the next minute has come", () -> !running(roster).isEmpty());
            untilStates(roster, List.of("verified"));
        }
    }

    @Test
    void whileOneRunsItIsToldHowFarItIsAndThereIsNoOther() throws IOException, BackupException {
        variables.put("BACKUP_SCHEDULE", "off");
        Path go = folder.resolve("go");
        variables.put("PG_BIN_DIR", slow(go));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            String address = start(roster).then().statusCode(202).extract().header("Location");

            roster.as(Token.admin())
                    .get(address)
                    .then()
                    .body("state", equalTo("running"))
                    .body("phase", equalTo("dumping"))
                    .body("percent", nullValue());
            start(roster).then().statusCode(409).body("type", equalTo("urn:roster:problem:backup-running"));
            try (RosterProcess command = RosterProcess.start(variables, "backup", "create")) {
                assertThat(command.printed(1)).isEmpty();
                assertThat(command.errors()).contains("Another backup is running on this machine");
            }
            variables.put("BACKUP_DIR", folder.resolve("replica").toString());
            try (RosterProcess replica = RosterProcess.start(variables).ready()) {
                start(replica).then().statusCode(409).body("detail", containsString("of this database is running"));
            }

            Files.createFile(go);
            untilStates(roster, List.of("verified"));
        }
    }

    @Test
    void whoIsStoppedLeavesNoProgramBehind() throws IOException, BackupException {
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("PG_BIN_DIR", slow(folder.resolve("never")));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            start(roster).then().statusCode(202);
            Ready.until("pg_dump runs", () -> programs("pg_dump --format").count() > 0);

            roster.terminate();

            assertThat(roster.exitCode()).isZero();
            Ready.until("pg_dump has ended", () -> programs("pg_dump --format").count() == 0);
        }
    }

    @Test
    void whoIsStoppedInTheMidstOfAProofRefutesNothing() throws IOException, BackupException {
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("PG_BIN_DIR", programs("pg_restore", "until [ -e '" + folder + "/never' ]; do sleep 0.1; done"));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            start(roster).then().statusCode(202);
            Ready.until("pg_restore runs", () -> programs("pg_restore --list").count() > 0);

            roster.terminate();

            assertThat(roster.exitCode()).isZero();
            Ready.until(
                    "pg_restore has ended", () -> programs("pg_restore --list").count() == 0);
        }
        assertThat(BackupSettings.from(new Variables(variables::get))
                        .directory()
                        .list())
                .extracting(Manifest::verification)
                .containsExactly(Manifest.Verification.NONE);
        assertThat(database.number("select count(*) from audit_events where action = 'backup.refuted'"))
                .isZero();
    }

    @Test
    void aRunThatFailsIsToldEverywhereAndTheNextOneThatWorksEndsTheAlarm() throws IOException, BackupException {
        Path broken = folder.resolve("broken");
        variables.put("PG_BIN_DIR", breaking(broken));
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            untilStates(roster, List.of("verified"));
            Ready.until("it is well", () -> roster.probe("/q/health/well") == 200);
            Files.createFile(broken);

            String address = start(roster).then().statusCode(202).extract().header("Location");
            Ready.until("it failed", () -> roster.probe("/q/health/well") == 503);

            roster.as(Token.admin())
                    .get(address)
                    .then()
                    .body("state", equalTo("failed"))
                    .body("reason", containsString("dump: pg_dump ended with 1: out of luck"));
            metrics(roster).then().body(containsString("roster_backup_failures_total{reason=\"dump\"} 1.0"));
            roster.as(Token.admin())
                    .get("/v1/audit-events?action=backup.failed")
                    .then()
                    .body("items.after.reason", equalTo(List.of("dump")));
            assertThat(roster.said()).contains("The backup failed: pg_dump ended with 1: out of luck");

            Files.delete(broken);
            start(roster).then().statusCode(202);
            untilStates(roster, List.of("verified", "failed", "verified"));
            Ready.until("it is well", () -> roster.probe("/q/health/well") == 200);
        }
    }

    @Test
    void withoutARecipientNothingIsWrittenAndHealthSaysSo() {
        variables.remove("BACKUP_RECIPIENTS");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            Ready.until("it has looked", () -> roster.probe("/q/health/well") == 503);

            start(roster)
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:roster:problem:backup-impossible"))
                    .body("detail", containsString("BACKUP_RECIPIENTS is not set"));
            RestAssured.given()
                    .noFilters()
                    .port(roster.managementPort())
                    .get("/q/health/well")
                    .then()
                    .body("checks.find { it.name == 'backups' }.data.faults", containsString("BACKUP_RECIPIENTS"));
            assertThat(folder.resolve("backups")).doesNotExist();
        }
    }

    /** Those of this test's folder that run now. */
    private Stream<ProcessHandle> programs(String begins) {
        return ProcessHandle.allProcesses().filter(process -> process.info()
                .arguments()
                .filter(arguments -> String.join(" ", arguments).contains(folder + "/bin/" + begins))
                .isPresent());
    }

    private static Response start(RosterProcess roster) {
        return roster.as(Token.admin()).post("/v1/backups");
    }

    private static io.restassured.response.ValidatableResponse states(RosterProcess roster) {
        return roster.as(Token.admin()).get("/v1/backups").then().statusCode(200);
    }

    private static List<String> running(RosterProcess roster) {
        return states(roster).extract().path("items.state");
    }

    private static void untilStates(RosterProcess roster, List<String> states) {
        Ready.until(
                "the backups are " + states + " in\n" + roster.said(),
                () -> states(roster).extract().<List<String>>path("items.state").equals(states));
    }

    private static Response metrics(RosterProcess roster) {
        return RestAssured.given().noFilters().port(roster.managementPort()).get("/q/metrics");
    }

    /** The real programs, of which pg_dump waits for a file before it begins. */
    private String slow(Path go) throws IOException, BackupException {
        return programs("pg_dump", "until [ -e '" + go + "' ]; do sleep 0.1; done");
    }

    /** The real programs, of which pg_dump fails after some bytes as long as a file is there. */
    private String breaking(Path broken) throws IOException, BackupException {
        return programs(
                "pg_dump", "[ ! -e '" + broken + "' ] || { head -c 70000 /dev/zero; echo 'out of luck' >&2; exit 1; }");
    }

    private String programs(String which, String first) throws IOException, BackupException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("pg_dump", "pg_restore")) {
            Path real = BackupSettings.from(new Variables(variables::get))
                    .programs()
                    .nearest(program, 15)
                    .file();
            Path script = bin.resolve(program);
            Files.writeString(
                    script,
                    "#!/bin/bash\n" + (program.equals(which) ? "[ \"$1\" = --version ] || " + first + "\n" : "")
                            + "exec '" + real + "' \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        return bin.toString();
    }
}
