package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.platform.cli.BuildVersion;
import org.kennwilliamson.roster.platform.concurrent.Workers;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.text.UuidV7;

/** Runs the service's backups, one at a time, on a thread of their own. */
@Singleton
class BackupQueue {

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final BackupMonitor monitor;
    private final BackupMetrics metrics;
    private final CopyQueue copies;
    private final Clock clock;

    private final FailedRuns failedRuns = new FailedRuns();
    private final AtomicReference<RunningBackup> running = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
        Thread made = new Thread(run, "roster-backup");
        made.setDaemon(true);
        return made;
    });

    BackupQueue(BackupSettings settings, BackupMonitor monitor, BackupMetrics metrics, CopyQueue copies, Clock clock) {
        this.settings = settings;
        this.directory = settings.directory();
        this.monitor = monitor;
        this.metrics = metrics;
        this.copies = copies;
        this.clock = clock;
    }

    /** The run that goes on now. */
    Optional<Backup> running() {
        return Optional.ofNullable(running.get()).map(RunningBackup::backup);
    }

    /** The latest runs that failed, newest first. */
    List<Backup> failed() {
        return failedRuns.newestFirst();
    }

    /**
     * Creates a backup. Answers as soon as it is under way; fails with a problem if it can't be, and a 409 if another
     * one is running, here or on another machine.
     */
    Uni<Backup> start(AuditContext trail) {
        return begin(UuidV7.at(clock.instant()), run -> make(run, trail), this::remember);
    }

    /** Verifies a published backup. Answers as {@link #start} does. */
    Uni<Backup> verify(Manifest backup, AuditContext trail) {
        return begin(
                UUID.fromString(backup.id()),
                run -> {
                    run.about(backup.file());
                    run.expect(backup.size());
                    told(new RecheckJob(settings, audit(trail), clock).verify(backup, run), "read again");
                },
                (run, failure) -> Log.warnf("%s could not be verified: %s", backup.file(), failure.getMessage()));
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    private interface BackupTask {
        void run(RunningBackup run) throws BackupException;
    }

    private Uni<Backup> begin(UUID id, BackupTask task, BiConsumer<RunningBackup, BackupException> onFailure) {
        CompletableFuture<Backup> underWay = new CompletableFuture<>();
        RunningBackup run = new RunningBackup(id, clock.instant(), underWay);
        if (!running.compareAndSet(null, run)) {
            return Uni.createFrom().failure(ProblemException.of(ProblemType.BACKUP_RUNNING, standing()));
        }
        thread.execute(() -> {
            Optional<BackupException> failure = failure(run, task);
            try {
                failure.ifPresent(e -> onFailure.accept(run, e));
            } finally {
                end(failure, underWay);
            }
        });
        return Workers.here(Uni.createFrom().completionStage(underWay));
    }

    /** What stands in the way. */
    private String standing() {
        return running()
                .map(run -> "The one since " + run.startedAt() + " is at: " + run.phase() + ".")
                .orElse(null);
    }

    /** Whatever happens: a run that never ended would be the last one. */
    private void end(Optional<BackupException> failure, CompletableFuture<Backup> underWay) {
        // A caller that is told of the end may ask for the next one.
        running.set(null);
        try {
            monitor.refresh();
        } finally {
            failure.ifPresent(e -> underWay.completeExceptionally(BackupProblems.of(e)));
        }
    }

    private static Optional<BackupException> failure(RunningBackup run, BackupTask task) {
        try {
            task.run(run);
            return Optional.empty();
        } catch (BackupException e) {
            return Optional.of(e);
        } catch (Throwable e) {
            // Errors, too: a class that the native image lacks, or a lack of memory in one run, must not end the next
            // one.
            Log.error("The backup failed unexpectedly", e);
            return Optional.of(new BackupException(
                    FailureReason.INTERNAL, "The backup failed unexpectedly; the log has the error", e));
        }
    }

    private void make(RunningBackup run, AuditContext trail) throws BackupException {
        try {
            run.expect(directory.lastSize().orElse(0));
            told(new BackupJob(settings, audit(trail), clock, BuildVersion.text()).run(run.id(), run), "created");
        } finally {
            // Also after one that failed: earlier ones may have no copy yet.
            copies.begin(trail);
        }
    }

    /** A failed run leaves no file that could tell of it. */
    private void remember(RunningBackup run, BackupException failure) {
        if (failure.reason() == FailureReason.BUSY) {
            Log.infof("No backup is created: %s", failure.getMessage());
        } else {
            Log.errorf("The backup failed: %s", failure.getMessage());
            metrics.failed(failure.reason());
            failedRuns.add(run.failed(clock.instant(), failure));
        }
    }

    private void told(Manifest backup, String what) {
        if (backup.hasFailedVerification()) {
            Log.errorf(
                    "%s was %s, but verification failed: %s",
                    backup.file(), what, backup.verification().reason());
            metrics.failed(FailureReason.PROOF);
        } else {
            Log.infof("%s was %s: %s, %d bytes", backup.file(), what, Backup.state(backup), backup.size());
        }
    }

    private BackupAudit audit(AuditContext trail) {
        return new BackupAudit(settings, trail, Log::warn);
    }
}
