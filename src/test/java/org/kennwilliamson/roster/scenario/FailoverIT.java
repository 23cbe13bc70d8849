package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

/** A primary and its standby, both named in one URL: Roster finds the one that takes writes. */
@Tag("program")
class FailoverIT {

    private static final String DATABASE = "kennwilliamson";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private EmbeddedServer primary;
    private EmbeddedServer standby;

    @BeforeEach
    void startBoth() throws IOException, InterruptedException {
        Map<String, String> settings = Map.of("fsync", "off", "wal_receiver_timeout", "2s");
        primary = EmbeddedServer.start(folder.resolve("primary"), Path.of("init-scripts"), settings);
        primary.kill();
        Path copy = folder.resolve("standby");
        assertThat(new ProcessBuilder("cp", "-a", folder.resolve("primary").toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        primary.restart();
        Files.createFile(copy.resolve("data").resolve("standby.signal"));
        Map<String, String> streaming = new HashMap<>(settings);
        streaming.put("primary_conninfo", primary.superuserUrl("postgres"));
        standby = EmbeddedServer.start(copy, Files.createDirectory(folder.resolve("no-scripts")), streaming);
        Ready.until("it streams", () -> text(primary, "select count(*) from pg_stat_replication")
                .equals("1"));
    }

    @AfterEach
    void stopBoth() {
        standby.delete();
        primary.delete();
    }

    @Test
    void theNewPrimaryIsFoundWithoutARestartAndTheOldOneIsLeftAlone() throws IOException {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            assertThat(create(roster)).as("though the standby is named first").isEqualTo(201);
            assertThat(roster.said()).doesNotContain("standby");
            allIsReplayed();

            primary.kill();

            Ready.until("only the standby is left", () -> whyNotReady(roster).equals("a standby: it takes no writes"));
            assertThat(roster.probe("/q/health/live")).isEqualTo(200);
            Ready.until("reads go on", () -> roster.status("/v1/users") == 200);
            assertThat(create(roster)).isEqualTo(503);

            text(standby, "select pg_promote()");
            createsWithin(PATIENCE, roster);
            Ready.until("it is ready again", () -> roster.probe("/q/health/ready") == 200);

            Files.createFile(folder.resolve("primary").resolve("data").resolve("standby.signal"));
            primary.restart();
            for (int i = 0; i < 30; i++) {
                assertThat(create(roster)).isEqualTo(201);
            }
            assertThat(text(
                            primary,
                            "select count(*) from pg_stat_activity where usename = 'roster_service'"
                                    + " and state_change < now() - interval '3 seconds'"))
                    .as("connections that stay at the old one")
                    .isEqualTo("0");
        }
    }

    /** Nothing closes its connections: its machine is gone, or cut off. */
    @Test
    void aPrimaryThatFreezesIsLeftToo() throws IOException, InterruptedException {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            assertThat(create(roster)).isEqualTo(201);
            allIsReplayed();

            signal("STOP");
            try {
                Ready.until("it is missed", () -> roster.probe("/q/health/ready") == 503);
                text(standby, "select pg_promote()");
                createsWithin(PATIENCE, roster);
            } finally {
                signal("CONT");
            }
        }
    }

    @Test
    void migrationsBackupsAndRestoresFindThePrimaryAsWell() {
        Map<String, String> variables = variables();
        variables.put("BACKUP_ENCRYPTION", "off");
        variables.put("BACKUP_DIR", folder.resolve("backups").toString());

        assertThat(ended(variables, "migrate", "run")).contains("20");
        assertThat(ended(variables, "backup", "create")).contains("verified");
        assertThat(ended(variables, "backup", "list")).contains("verified");
    }

    @Test
    void aStandbyIsNamedByDoctor() {
        Map<String, String> variables = variables();
        variables.put("DATABASE_URL", standby.url("roster_service", DATABASE));

        try (RosterProcess doctor = RosterProcess.start(variables, "doctor")) {
            assertThat(doctor.printed(1))
                    .containsPattern("FAIL +database +PostgreSQL .* as roster_service: a standby: it takes no writes")
                    .contains(
                            "-> have DATABASE_URL name the primary, or all hosts and target_session_attrs=read-write");
        }
    }

    private static String ended(Map<String, String> variables, String... command) {
        try (RosterProcess roster = RosterProcess.start(variables, command)) {
            assertThat(roster.exitCode()).as(roster::said).isZero();
            return roster.said();
        }
    }

    private static void createsWithin(Duration patience, RosterProcess roster) {
        Instant promoted = Instant.now();
        Ready.until("a change is made", () -> create(roster) == 201);
        assertThat(Duration.between(promoted, Instant.now())).isLessThan(patience);
    }

    private static int create(RosterProcess roster) {
        return roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users")
                .statusCode();
    }

    private static String whyNotReady(RosterProcess roster) {
        return String.valueOf(given().port(roster.managementPort())
                .get("/q/health/ready")
                .<String>path("checks.find { it.name == 'database' }.data.fault"));
    }

    private void allIsReplayed() {
        String written = text(primary, "select pg_current_wal_lsn()");
        Ready.until("the standby has it", () -> text(standby, "select pg_last_wal_replay_lsn() >= '" + written + "'")
                .equals("t"));
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> processes = ProcessHandle.of(primary.pid()).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .map(process -> Long.toString(process.pid()))
                .toList();
        new ProcessBuilder(Stream.concat(Stream.of("kill", "-" + name), processes.stream())
                        .toList())
                .start()
                .waitFor();
    }

    private static String text(EmbeddedServer server, String sql) {
        try (Connection superuser = server.connect("postgres", "postgres");
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_URL", url("roster_service"));
        variables.put("MIGRATION_DATABASE_URL", url("roster_owner"));
        variables.put("BACKUP_DATABASE_URL", url("roster_backup"));
        variables.put("AUTH_SIGNING_KEY", SigningKeys.file().toString());
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("LIVENESS_GRACE", "2s");
        return variables;
    }

    /** The standby first. */
    private String url(String role) {
        return standby.url(role, DATABASE)
                        .replaceFirst("(@127\\.0\\.0\\.1:\\d+)/", "$1,127.0.0.1:" + primary.port() + "/")
                + "?target_session_attrs=read-write";
    }
}
