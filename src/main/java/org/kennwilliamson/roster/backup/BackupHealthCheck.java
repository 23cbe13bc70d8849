package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CronSchedule;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.backup.monitor.BackupStatus;

/**
 * DOWN where a loss of the database would cost more than it should: it wakes somebody, and takes nobody out of traffic.
 * Where {@code BACKUP_SCHEDULE} is off, somebody else sees to the backups, and this judges nothing.
 */
@Wellness
class BackupHealthCheck implements AsyncHealthCheck {

    private final BackupSettings settings;
    private final BackupMonitor watch;
    private final BackupRunner runner;
    private final Clock clock;

    BackupHealthCheck(BackupSettings settings, BackupMonitor watch, BackupRunner runner, Clock clock) {
        this.settings = settings;
        this.watch = watch;
        this.runner = runner;
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> response(watch.sight(), clock.instant()));
    }

    private HealthCheckResponse response(BackupStatus sight, Instant now) {
        List<String> faults = faults(sight, now);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("backups")
                .status(settings.schedule().isEmpty() || faults.isEmpty())
                .withData(
                        "schedule", settings.schedule().map(CronSchedule::cron).orElse("off"));
        sight.newestVerified().ifPresent(backup -> response.withData("newestVerified", "" + backup.startedAt()));
        if (!faults.isEmpty()) {
            response.withData("faults", String.join("; ", faults));
        }
        if (!sight.warnings().isEmpty()) {
            response.withData("warnings", String.join("; ", sight.warnings()));
        }
        return response.build();
    }

    private List<String> faults(BackupStatus sight, Instant now) {
        List<String> faults = new ArrayList<>(sight.faults());
        settings.schedule()
                .flatMap(schedule -> schedule.due(now))
                .filter(due -> sight != BackupStatus.NOTHING_YET && !hasOneSince(due, sight))
                .ifPresent(due -> faults.add("There is no verified backup since " + due + ", when one was due"));
        runner.failed().stream()
                .limit(1)
                .filter(run -> !hasOneSince(run.startedAt(), sight))
                .forEach(run -> faults.add("The last run failed: " + run.reason()));
        sight.newest()
                .filter(Manifest::isRefuted)
                .ifPresent(backup -> faults.add("The last backup failed its proof: "
                        + backup.verification().reason()));
        return faults;
    }

    private boolean hasOneSince(Instant moment, BackupStatus sight) {
        return sight.hasOneSince(moment, settings.verify() == BackupSettings.Verify.OFF);
    }
}
