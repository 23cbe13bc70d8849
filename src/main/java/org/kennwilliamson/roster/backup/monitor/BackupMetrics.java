package org.kennwilliamson.roster.backup.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.config.CronSchedule;

/** Tells Prometheus of the backups. A timestamp of 0 says that there is none, so that an alarm on its age rings. */
@Singleton
public class BackupMetrics {

    private static final double MILLIS = 1_000;

    private final Map<FailureReason, Counter> failures = new EnumMap<>(FailureReason.class);

    public BackupMetrics(MeterRegistry registry, BackupMonitor monitor, BackupSettings settings) {
        gauge(
                registry,
                monitor,
                "last.success.timestamp",
                "seconds",
                "When the newest backup was published",
                status -> seconds(status.newest()));
        gauge(
                registry,
                monitor,
                "last.verified.timestamp",
                "seconds",
                "When the newest verified backup was begun",
                status -> status.newestVerified()
                        .map(backup -> seconds(backup.startedAt()))
                        .orElse(0.0));
        gauge(
                registry,
                monitor,
                "duration",
                "seconds",
                "How long the newest backup took, without its verification",
                status -> status.newest().map(BackupMetrics::duration).orElse(0.0));
        gauge(registry, monitor, "size", "bytes", "The newest backup's size", status -> status.newest()
                .map(backup -> (double) backup.size())
                .orElse(0.0));
        looks(registry, monitor);
        settings.schedule().ifPresent(schedule -> due(registry, monitor, schedule));
        settings.copyUrl().ifPresent(url -> copies(registry, monitor, url));
        for (FailureReason reason : FailureReason.values()) {
            failures.put(
                    reason,
                    Counter.builder("roster.backup.failures")
                            .description("Failed backups and failed verifications")
                            .tag("reason", reason.text())
                            .register(registry));
        }
    }

    private static void looks(MeterRegistry registry, BackupMonitor monitor) {
        gauge(registry, "disk.free", "bytes", "Free space where the backups are", () -> monitor.freeBytes().stream()
                .asDoubleStream()
                .findAny()
                .orElse(Double.NaN));
        gauge(
                registry,
                "looked.timestamp",
                "seconds",
                "When the scheduler last had the backups looked at, which it does every minute",
                () -> seconds(monitor.lookedAt()));
    }

    private static void due(MeterRegistry registry, BackupMonitor monitor, CronSchedule schedule) {
        gauge(
                registry,
                "due.timestamp",
                "seconds",
                "Since when there should be a newer verified backup than that, as BACKUP_SCHEDULE has it",
                () -> schedule.due(monitor.lookedAt())
                        .map(BackupMetrics::seconds)
                        .orElse(0.0));
    }

    private static void copies(MeterRegistry registry, BackupMonitor monitor, CopyUrl url) {
        gauge(
                registry,
                monitor,
                "last.copied.timestamp",
                "seconds",
                "When the newest backup with a good copy was begun",
                status -> status.newestCopied(url)
                        .map(backup -> seconds(backup.startedAt()))
                        .orElse(0.0));
        gauge(registry, monitor, "uncopied", null, "Backups without a good copy", status -> status.uncopied(url)
                .size());
    }

    public void failed(FailureReason reason) {
        failures.get(reason).increment();
    }

    private static void gauge(
            MeterRegistry registry,
            BackupMonitor monitor,
            String name,
            String unit,
            String description,
            ToDoubleFunction<BackupStatus> value) {
        gauge(registry, name, unit, description, () -> value.applyAsDouble(monitor.status()));
    }

    private static void gauge(
            MeterRegistry registry, String name, String unit, String description, Supplier<Number> value) {
        Gauge.builder("roster.backup." + name, value)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private static double seconds(Optional<Manifest> backup) {
        return backup.map(found -> seconds(found.finishedAt())).orElse(0.0);
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / MILLIS;
    }

    private static double duration(Manifest backup) {
        return Duration.between(backup.startedAt(), backup.finishedAt()).toMillis() / MILLIS;
    }
}
