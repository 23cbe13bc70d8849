package org.kennwilliamson.roster.wal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.testing.ArchivingServer;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What wellness and metrics say of a PostgreSQL that archives, stops, and goes on. */
class WalMonitorTest {

    private static final String NEVER_FOUND = "alter system set archive_command = '/nowhere/pgbackrest %p'";

    @TempDir
    static Path folder;

    private static ArchivingServer server;

    private CommandDatabase database;
    private LaterClock clock;
    private MeterRegistry meters;
    private WalMonitor monitor;

    @BeforeAll
    static void itArchives() {
        server = ArchivingServer.start(folder.resolve("server"));
    }

    @AfterAll
    static void itIsGone() {
        server.close();
    }

    @BeforeEach
    void allIsArchived() {
        server.awaitArchived();
        watch(server.database());
    }

    @AfterEach
    void nothingIsWrongAnyMore() throws IOException {
        database.close();
        server.refuse(false);
        server.execute(
                "alter system reset all",
                "select pg_reload_conf()",
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots",
                "revoke pg_monitor from roster_service");
    }

    @Test
    void whatIsArchivedIsWellHoweverLongNobodyWrites() {
        look();
        assertThat(look().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

        HealthCheckResponse response = lookAfter(Duration.ofHours(3));

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("archiving", "on")
                .containsKey("lastArchived")
                .doesNotContainKeys("faults", "warnings");
        assertThat(gauge("roster.archive.last.success.timestamp"))
                .isCloseTo(Instant.now().getEpochSecond(), within(60.0));
        assertThat(gauge("roster.archive.stalled")).isZero();
        assertThat(gauge("roster.archive.backlog")).isZero();
    }

    @Test
    void afterACrashPostgreSqlKnowsOfNoSuccessAndIsWellAllTheSame() {
        server.database().server().kill();
        server.database().server().restart();

        assertThat(server.database().text("select last_archived_wal from pg_stat_archiver"))
                .isNull();
        look();
        assertThat(lookAfter(Duration.ofHours(3)).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(gauge("roster.archive.last.success.timestamp")).isZero();
    }

    @Test
    void failuresAreToldAfterAWhileAndOverWithTheNextSuccess() throws IOException {
        look();
        server.refuse(true);
        server.completeSegment();
        server.completeSegment();
        server.await("last_failed_time > last_archived_time");

        assertThat(look().getStatus()).as("they may pass").isEqualTo(HealthCheckResponse.Status.UP);
        HealthCheckResponse response = lookAfter(Duration.ofMinutes(6));
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(faults(response))
                .matches("Archiving has stopped: WAL waits since \\S+:\\d\\dZ; the last was [0-9A-F]{24} at \\S+Z; "
                        + "[0-9A-F]{24} failed at \\S+Z");
        assertThat(gauge("roster.archive.stalled")).isBetween(360.0, 400.0);
        assertThat(gauge("roster.archive.backlog")).isEqualTo(2 << 24);
        assertThat(meters.get("roster.archive.failures").functionCounter().count())
                .isPositive();

        server.refuse(false);
        server.awaitArchived();
        assertThat(look().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(gauge("roster.archive.stalled")).isZero();
    }

    @Test
    void aCommandThatIsNotFoundIsNoFailureToPostgreSqlButIsToldAsWell() {
        server.execute(NEVER_FOUND, "select pg_reload_conf()", "select pg_stat_reset_shared('archiver')");
        look();
        server.completeSegment();

        assertThat(look().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(faults(lookAfter(Duration.ofMinutes(6))))
                .contains("nothing was archived since the statistics began at ");
        assertThat(server.database().number("select failed_count from pg_stat_archiver"))
                .isZero();
    }

    @Test
    void whatIsThrownAwayCountsAsArchivedAndIsAWarning() {
        server.execute("alter system set archive_command = '/bin/true'", "select pg_reload_conf()");
        server.awaitArchived();

        HealthCheckResponse response = look();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData().orElseThrow().get("warnings").toString())
                .startsWith("archive_command keeps nothing");
    }

    @Test
    void aSlotThatNobodyReadsFillsTheDisk() {
        // A new slot keeps what was written since then.
        server.execute("checkpoint", "select pg_create_physical_replication_slot('standby', true)");
        assertThat(look().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        for (int i = 0; i < 4; i++) {
            server.completeSegment();
        }

        HealthCheckResponse response = look();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(faults(response))
                .matches("The replication slot standby holds \\d+ MiB of WAL back, and nobody reads it");
        assertThat(meters.get("roster.replication.slot.held")
                        .tag("slot", "standby")
                        .gauge()
                        .value())
                .isGreaterThan(3 << 24);

        server.execute("select pg_drop_replication_slot('standby')");
        assertThat(look().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(meters.find("roster.replication.slot.held").gauge()).isNull();
    }

    @Test
    void theSizeIsSeenByWhoMaySeeItAndMissedByNobodyElse() {
        look();
        assertThat(monitor.last().orElseThrow().status().size()).isEmpty();
        assertThat(meters.find("roster.wal.size").gauge()).isNull();

        server.execute("grant pg_monitor to roster_service");
        look();
        assertThat(gauge("roster.wal.size")).isGreaterThanOrEqualTo(1 << 24);
    }

    @Test
    void withoutArchivingThereIsNothingToTell() {
        database.close();
        watch(TestDatabase.fresh());

        HealthCheckResponse response = look();

        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(response.getData().orElseThrow()).isEqualTo(Map.of("archiving", "off"));
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aDatabaseThatIsGoneIsTheBusinessOfOthers() throws IOException {
        server.refuse(true);
        look();
        server.completeSegment();
        look();
        database.close();

        assertThat(lookAfter(ArchiverProgress.PATIENCE).getStatus())
                .as("something waited, and nobody knows what became of it")
                .isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(gauge("roster.archive.stalled")).isLessThan(ArchiverProgress.PATIENCE.toSeconds());
    }

    private void watch(TestDatabase watched) {
        database = CommandDatabase.of(new Variables(watched.environment()::get));
        clock = new LaterClock();
        meters = new SimpleMeterRegistry();
        monitor = new WalMonitor(new WalRepository(database.database()), new WalMetrics(meters), clock);
    }

    private HealthCheckResponse lookAfter(Duration pause) {
        clock.later = clock.later.plus(pause);
        return look();
    }

    private HealthCheckResponse look() {
        monitor.refresh().await().indefinitely();
        return new WalHealthCheck(monitor).call().await().indefinitely();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private static String faults(HealthCheckResponse response) {
        return response.getData().orElseThrow().get("faults").toString();
    }

    /** The system's, set forward. */
    private static final class LaterClock extends Clock {

        private Duration later = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(later);
        }
    }
}
