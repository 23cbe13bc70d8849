package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduler;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CronSchedule;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.platform.database.SchemaReady;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/**
 * Creates backups when {@code BACKUP_SCHEDULE} says so, once a run that was in their way is over, and at the start what
 * was missed while Roster was off; copies of backups, too. Created eagerly, so that an invalid setting ends the start.
 */
@Startup
@Singleton
class BackupScheduler {

    private static final String EVERY_MINUTE = "* * * * *";
    private static final String AGAIN_EVERY = "60s";

    private final BackupSettings settings;
    private final BackupQueue runner;
    private final CopyQueue copies;
    private final BackupMonitor monitor;
    private final Scheduler scheduler;
    private final Clock clock;

    /** Whether a backup that was due wasn't begun because of another run, which may be no backup, or fail. */
    private volatile boolean refused;

    /** When it was last looked whether one is due. */
    private volatile Instant looked = Instant.MAX;

    BackupScheduler(
            BackupSettings settings,
            BackupQueue runner,
            CopyQueue copies,
            BackupMonitor monitor,
            Scheduler scheduler,
            Clock clock) {
        this.settings = settings;
        this.runner = runner;
        this.copies = copies;
        this.monitor = monitor;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void onSchemaReady(@Observes SchemaReady event) {
        settings.schedule().ifPresentOrElse(this::keep, this::refreshAlone);
    }

    private void refreshAlone() {
        monitor.refresh();
        Log.info("BACKUP_SCHEDULE is off: the service creates backups on request only");
        copies.begin(AuditContext.SYSTEM);
    }

    private void keep(CronSchedule schedule) {
        scheduler
                .newJob("roster-backup")
                .setCron(EVERY_MINUTE)
                .setTimeZone("UTC")
                .setTask(execution -> beginIfDue(schedule))
                .schedule();
        scheduler
                .newJob("roster-backup-again")
                .setInterval(AGAIN_EVERY)
                .setTask(execution -> beginAgain(schedule))
                .schedule();
        looked = clock.instant();
        if (isMissing(schedule, looked)) {
            // It has copies made up after it.
            begin();
        } else {
            copies.begin(AuditContext.SYSTEM);
        }
    }

    /** Since the last look: a minute may have been skipped. */
    private void beginIfDue(CronSchedule schedule) {
        Instant now = clock.instant();
        boolean due =
                schedule.latest(now).filter(latest -> latest.isAfter(looked)).isPresent();
        looked = now;
        if (due) {
            begin();
        }
    }

    private boolean isMissing(CronSchedule schedule, Instant now) {
        monitor.refresh();
        boolean unverified = settings.verify() == BackupSettings.Verify.OFF;
        return schedule.latest(now)
                .filter(latest -> !monitor.status().hasOneSince(latest, unverified))
                .isPresent();
    }

    /** Once the other run is over; it may have created the one that was due. */
    private void beginAgain(CronSchedule schedule) {
        if (refused && runner.running().isEmpty()) {
            refused = false;
            if (isMissing(schedule, clock.instant())) {
                begin();
            }
        }
    }

    private void begin() {
        runner.start(AuditContext.SYSTEM).subscribe().with(underWay -> {}, this::notBegun);
    }

    private void notBegun(Throwable failure) {
        if (failure instanceof ProblemException problem && problem.type() == ProblemType.BACKUP_RUNNING) {
            boolean told = refused;
            refused = true;
            runner.running()
                    .filter(run -> !told)
                    .ifPresent(run -> Log.warnf(
                            "A backup is due, and the run that began at %s is still at: %s",
                            run.startedAt(), run.phase()));
        }
        Log.debug("The runner has logged why no backup is created", failure);
    }
}
