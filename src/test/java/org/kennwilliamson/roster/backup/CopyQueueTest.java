package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies that the service makes, and what it tells of those that it can't. */
class CopyQueueTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private BackupFixture fixture;
    private Path there;
    private Manifest made;
    private BackupMonitor monitor;
    private BackupQueue runner;
    private CopyQueue copies;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void thereIsABackup() throws BackupException {
        there = place.resolve("there");
        fixture = new BackupFixture(database, place).set("BACKUP_COPY_URL", "file://" + there);
        made = fixture.verified();
        BackupSettings settings = fixture.settings();
        Clock clock = Clock.systemUTC();
        monitor = new BackupMonitor(settings, clock);
        BackupMetrics metrics = new BackupMetrics(meters, monitor, settings);
        copies = new CopyQueue(settings, monitor, metrics, clock, Duration.ofMillis(100));
        runner = new BackupQueue(settings, monitor, metrics, copies, clock);
    }

    @AfterEach
    void nothingGoesOn() {
        runner.close();
        copies.close();
    }

    @Test
    void aCopyThatFailsIsCountedAndIsNoRunAndTheNextBackupHasItMadeUp() throws IOException {
        copies.begin(AuditContext.SYSTEM);
        Ready.until("it has failed", () -> failures() == 1);
        assertThat(runner.running()).isEmpty();
        assertThat(runner.failed()).isEmpty();

        Files.createDirectory(there);
        runner.start(AuditContext.SYSTEM).await().atMost(Duration.ofMinutes(1));
        Ready.until("both are copied", () -> copied() == 2);
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void aCopyThatFailedIsTriedAgainByItself() throws IOException {
        Path obstacle = Files.createDirectories(there.resolve(made.file()).resolve("in the way"));
        copies.begin(AuditContext.SYSTEM);
        Ready.until("it has failed", () -> failures() >= 1);
        assertThat(copied()).isZero();

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());

        Ready.until("it is copied", () -> copied() == 1);
    }

    @Test
    void whileAnotherProcessCopiesItLetsThatGoOnAndTriesAgain() throws IOException, BackupException {
        Files.createDirectory(there);
        DirectoryLock.whileCopying(fixture.backups(), Duration.ZERO, () -> {
            copies.begin(AuditContext.SYSTEM);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            assertThat(there).isEmptyDirectory();
            return made;
        });

        Ready.until("it is copied", () -> copied() == 1);
        assertThat(failures()).isZero();
        assertThat(copies.trouble()).isEmpty();
    }

    @Test
    void aPlaceThatIsGoneIsToldOfUntilItIsThereAgainAlsoIfAllWasCopied() throws IOException {
        Files.createDirectory(there);
        copies.begin(AuditContext.SYSTEM);
        Ready.until("it is copied", () -> copied() == 1);
        assertThat(copies.trouble()).isEmpty();

        Files.move(there, place.resolve("away"));
        copies.begin(AuditContext.SYSTEM);

        Ready.until("it is told", () -> copies.trouble().isPresent());
        assertThat(copies.trouble().orElseThrow()).contains("there is no directory " + there);
        HealthCheckResponse health = new BackupHealthCheck(
                        fixture.settings(), monitor, runner, copies, Clock.systemUTC())
                .call()
                .await()
                .indefinitely();
        assertThat(health.getData().orElseThrow())
                .containsEntry("faults", copies.trouble().orElseThrow());
        assertThat(monitor.status().newestVerified().map(Manifest::id)).contains(made.id());

        Files.move(place.resolve("away"), there);
        Ready.until("it is there again", () -> copies.trouble().isEmpty());
    }

    private long copied() {
        return monitor.status().backups().stream()
                .filter(backup -> backup.copy().isGoodAt("file://" + there))
                .count();
    }

    private double failures() {
        return meters.find("roster.backup.failures").tag("reason", "copy").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
