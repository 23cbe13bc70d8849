package org.kennwilliamson.roster.backup;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.testing.Ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs of the service that end as nobody thought. */
class BackupQueueTest {

    @TempDir
    Path place;

    @Test
    void anErrorEndsOneRunAndNotAllThatWouldFollow() {
        BackupFixture fixture = new BackupFixture(BackupFixture.someUsers(), place);
        AtomicReference<Error> error = new AtomicReference<>();
        BackupQueue runner = runner(fixture, failingOnce(error));
        for (Error next : new Error[] {new OutOfMemoryError("of a test"), new NoClassDefFoundError("of a test")}) {
            error.set(next);

            assertThatThrownBy(() -> start(runner))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("The backup failed unexpectedly");
            assertThat(runner.running()).isEmpty();
            assertThat(runner.failed().get(0).reason()).startsWith("internal: ");
        }

        assertThat(start(runner).state()).isEqualTo("running");
        Ready.until("it ends", () -> runner.running().isEmpty());
        assertThat(runner.failed()).hasSize(2);
        runner.close();
    }

    private static Backup start(BackupQueue runner) {
        return runner.start(AuditContext.SYSTEM).await().atMost(Duration.ofMinutes(1));
    }

    private static BackupQueue runner(BackupFixture fixture, Clock clock) {
        BackupSettings settings = fixture.settings();
        BackupMonitor monitor = new BackupMonitor(settings, clock);
        BackupMetrics metrics = new BackupMetrics(new SimpleMeterRegistry(), monitor, settings);
        return new BackupQueue(settings, monitor, metrics, new CopyQueue(settings, monitor, metrics, clock), clock);
    }

    /** The first look at it on the run's own thread ends as it is told. */
    private static Clock failingOnce(AtomicReference<Error> error) {
        Thread test = Thread.currentThread();
        InstantSource source = () -> {
            Error next = Thread.currentThread() == test ? null : error.getAndSet(null);
            if (next != null) {
                throw next;
            }
            return Instant.now();
        };
        return source.withZone(ZoneOffset.UTC);
    }
}
