package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.ArchivingServer;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the packaged program says of a PostgreSQL that archives its WAL, and of one that can't any more. */
@Tag("program")
class ArchivingIT {

    @TempDir
    Path folder;

    @Test
    void doctorWellnessAndMetricsTellWhatArchivingDoes() throws IOException {
        try (ArchivingServer server = ArchivingServer.start(folder.resolve("server"))) {
            new Schema(server.database()).migrate();
            server.awaitArchived();
            Map<String, String> variables = new HashMap<>(server.database().environment());
            assertThat(line(variables, "archiving"))
                    .matches("OK +archiving +on, within 60 s; the last was archived \\d+ s ago; whether .*");
            assertThat(line(variables, "wal"))
                    .matches(
                            "OK +wal +no replication slot holds any back; the size of pg_wal is for pg_monitor to see");

            // From here on none is completed but by the test.
            server.execute("alter system set archive_timeout = 0", "select pg_reload_conf()");
            server.refuse(true);
            server.execute("select pg_create_physical_replication_slot('standby', true)");
            for (int i = 0; i < 4; i++) {
                server.completeSegment();
            }
            server.await("failed_count > 0");
            assertThat(line(variables, "archiving"))
                    .matches("FAIL +archiving +stopped: [0-9A-F]{24} failed \\d+ s ago; 4 segments wait \\(64 MiB\\); "
                            + "the last was archived \\d+ s ago");
            assertThat(line(variables, "wal"))
                    .matches("WARN +wal +the replication slot standby holds \\d+ MiB back, and nobody reads it; .*");

            try (RosterProcess roster = RosterProcess.start(variables).ready()) {
                Ready.until("it has looked", () -> roster.probe("/q/health/well") == 503);
                assertThat(roster.probe("/q/health/live")).isEqualTo(200);
                assertThat(roster.probe("/q/health/ready")).isEqualTo(200);
                assertThat(management(roster, "/q/health/well")).contains("The replication slot standby holds ");
                assertThat(management(roster, "/q/metrics"))
                        .containsPattern("(?m)^roster_archive_last_success_timestamp_seconds 1\\.\\d+E9$")
                        .containsPattern("(?m)^roster_archive_stalled_seconds \\d+\\.\\d+$")
                        .containsPattern("(?m)^roster_archive_backlog_bytes 6\\.7108864E7$")
                        .containsPattern("(?m)^roster_archive_failures_total [1-9]\\S*$")
                        .containsPattern("(?m)^roster_replication_slot_held_bytes\\{slot=\"standby\"\\} \\d\\S*$")
                        .doesNotContain("roster_wal_size_bytes");
            }
        }
    }

    private static String line(Map<String, String> variables, String name) {
        try (RosterProcess roster = RosterProcess.start(variables, "doctor")) {
            roster.exitCode();
            String said = roster.output();
            return said.lines()
                    .filter(line -> line.contains(" " + name + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
        }
    }

    private static String management(RosterProcess roster, String path) {
        return given().baseUri("http://127.0.0.1:" + roster.managementPort())
                .get(path)
                .asString();
    }
}
