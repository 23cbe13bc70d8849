package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;

/** Copies the service's backups on a thread of its own, so that a place that is slow or hangs holds up no backup. */
@Singleton
class CopyQueue {

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    /** So many times as long a place that can't be looked at is left alone. */
    private static final int TROUBLED = 15;

    /** A copy that fails again and again is tried after a quarter of an hour, then a half, and every four hours at last. */
    private static final int MOST_DOUBLED = 4;

    private final BackupSettings settings;
    private final BackupMonitor monitor;
    private final BackupMetrics metrics;
    private final Clock clock;
    private final Duration againAfter;
    private final Instant createdAt;

    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "roster-copy");
        made.setDaemon(true);
        return made;
    });

    /** Rounds in which a copy failed, up to the last one; this thread's. */
    private int failedInARow;

    /** When it tries again; this thread's. */
    private Future<?> next = CompletableFuture.completedFuture(null);

    /** Why nothing could be tried the last time; null if it could. */
    private volatile String trouble;

    @Inject
    CopyQueue(BackupSettings settings, BackupMonitor monitor, BackupMetrics metrics, Clock clock) {
        this(settings, monitor, metrics, clock, AGAIN_AFTER);
    }

    /** @param againAfter how long it lets another process copy before it tries again */
    CopyQueue(BackupSettings settings, BackupMonitor monitor, BackupMetrics metrics, Clock clock, Duration againAfter) {
        this.settings = settings;
        this.monitor = monitor;
        this.metrics = metrics;
        this.clock = clock;
        this.againAfter = againAfter;
        this.createdAt = clock.instant();
    }

    /** Copies what lies here and not at {@code BACKUP_COPY_URL}, if there is such a place. Answers at once. */
    void begin(AuditContext trail) {
        if (settings.copyUrl().isPresent() && waiting.compareAndSet(false, true)) {
            try {
                thread.execute(() -> copyMissing(trail));
            } catch (RejectedExecutionException e) {
                Log.debug("The service ends: the next one copies what is missing", e);
            }
        }
    }

    /** Since when it copies: before that nobody could. */
    Instant createdAt() {
        return createdAt;
    }

    /** Why the place couldn't be looked at. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    private void copyMissing(AuditContext trail) {
        // Who asks from here on may have a backup that isn't seen any more.
        waiting.set(false);
        try {
            List<Manifest> tried = new CopyJob(settings, new BackupAudit(settings, trail, Log::warn), clock)
                    .copyMissing((phase, bytes) -> {});
            tried.forEach(this::count);
            trouble = null;
            failedInARow = tried.stream().anyMatch(CopyQueue::isFailed) ? failedInARow + 1 : 0;
            if (failedInARow > 0) {
                again(trail, againAfter.multipliedBy(TROUBLED << Math.min(failedInARow - 1, MOST_DOUBLED)));
            }
        } catch (BackupException e) {
            failed(e, trail);
        } catch (Throwable e) {
            // Errors, too: the next one must not end with them.
            Log.error("Copying failed unexpectedly", e);
            trouble = "Copying failed unexpectedly; the log has the error";
            metrics.failed(FailureReason.COPY);
        }
        monitor.refresh();
    }

    private void failed(BackupException failure, AuditContext trail) {
        if (thread.isShutdown()) {
            return;
        }
        if (failure.reason() == FailureReason.BUSY) {
            Log.infof("No backup is copied: %s", failure.getMessage());
            again(trail, againAfter);
        } else {
            Log.errorf("No backup could be copied: %s", failure.getMessage());
            trouble = failure.getMessage();
            metrics.failed(FailureReason.COPY);
            // A network or a disk that comes late: what was copied is there again, and nobody need be woken.
            again(trail, againAfter.multipliedBy(TROUBLED));
        }
    }

    /** In the place of what was to be tried again before. */
    private void again(AuditContext trail, Duration pause) {
        next.cancel(false);
        try {
            next = thread.schedule(() -> begin(trail), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            Log.debug("The service ends: the next one tries again", e);
        }
    }

    /** The job has logged it. */
    private void count(Manifest backup) {
        if (isFailed(backup)) {
            metrics.failed(FailureReason.COPY);
        }
    }

    private static boolean isFailed(Manifest backup) {
        return backup.copy().reason() != null;
    }
}
