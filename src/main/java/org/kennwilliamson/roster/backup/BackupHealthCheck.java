package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.config.CronSchedule;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.backup.monitor.BackupStatus;

/**
 * DOWN if a loss of the database would cost more than it should: it wakes somebody, and takes no traffic away.
 * If {@code BACKUP_SCHEDULE} is off, something else creates the backups, and this is always UP.
 */
@Wellness
class BackupHealthCheck implements AsyncHealthCheck {

    private final BackupSettings settings;
    private final BackupMonitor monitor;
    private final BackupQueue runner;
    private final CopyQueue copies;
    private final Clock clock;

    BackupHealthCheck(
            BackupSettings settings, BackupMonitor monitor, BackupQueue runner, CopyQueue copies, Clock clock) {
        this.settings = settings;
        this.monitor = monitor;
        this.runner = runner;
        this.copies = copies;
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> response(monitor.status(), clock.instant()));
    }

    private HealthCheckResponse response(BackupStatus status, Instant now) {
        List<String> faults = faults(status, now);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("backups")
                .status(settings.schedule().isEmpty() || faults.isEmpty())
                .withData(
                        "schedule", settings.schedule().map(CronSchedule::cron).orElse("off"));
        status.newestVerified().ifPresent(backup -> response.withData("newestVerified", "" + backup.startedAt()));
        if (!faults.isEmpty()) {
            response.withData("faults", String.join("; ", faults));
        }
        if (!status.warnings().isEmpty()) {
            response.withData("warnings", String.join("; ", status.warnings()));
        }
        return response.build();
    }

    private List<String> faults(BackupStatus status, Instant now) {
        List<String> faults = new ArrayList<>(status.faults());
        settings.schedule()
                .flatMap(schedule -> schedule.due(now))
                .filter(due -> status != BackupStatus.NOTHING_YET && !hasOneSince(due, status))
                .ifPresent(due -> faults.add("There is no verified backup since " + due + ", when one was due"));
        runner.failed().stream()
                .limit(1)
                .filter(run -> !hasOneSince(run.startedAt(), status))
                .forEach(run -> faults.add("The last run failed: " + run.reason()));
        status.newest()
                .filter(Manifest::hasFailedVerification)
                .ifPresent(backup -> faults.add("Verification of the last backup failed: "
                        + backup.verification().reason()));
        uncopied(status, now).or(copies::trouble).ifPresent(faults::add);
        return faults;
    }

    /** A copy may be under way, here or by another process; the next is tried only with the next backup. */
    private Optional<String> uncopied(BackupStatus status, Instant now) {
        return settings.copyUrl().flatMap(url -> {
            List<Manifest> late = status.uncopied(url).stream()
                    .filter(backup -> backup.copy().hasFailedAt(url.text())
                            || latest(backup.finishedAt(), copies.createdAt())
                                    .isBefore(now.minus(settings.timeLimit())))
                    .toList();
            return late.isEmpty() ? Optional.empty() : Optional.of(fault(late, url));
        });
    }

    /** Where the place was named after a backup, its copy is as late as that. */
    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String fault(List<Manifest> late, CopyUrl url) {
        CopyState newest = late.get(late.size() - 1).copy();
        return late.size() + (late.size() == 1 ? " backup has" : " backups have") + " no good copy in " + url.text()
                + (newest.hasFailedAt(url.text()) ? ": " + newest.reason() : "");
    }

    private boolean hasOneSince(Instant moment, BackupStatus status) {
        return status.hasOneSince(moment, settings.verify() == BackupSettings.Verify.OFF);
    }
}
