package org.kennwilliamson.roster.wal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;

/** Looks at PostgreSQL's WAL twice a minute, so that probes and metrics are answered at once. */
@Singleton
class WalMonitor {

    private final WalRepository repository;
    private final WalMetrics metrics;
    private final Clock clock;

    private volatile Optional<WalStatus> status = Optional.empty();
    private volatile ArchiverProgress progress = ArchiverProgress.NONE;

    private volatile Instant lookedAt;

    /** What the log was told last. */
    private volatile boolean stopped;

    WalMonitor(WalRepository repository, WalMetrics metrics, Clock clock) {
        this.repository = repository;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the last look saw; empty before the first. Never waits. */
    Optional<WalStatus> status() {
        return status;
    }

    /** Since when something waits, as the last look found. Never waits. */
    ArchiverProgress progress() {
        return progress;
    }

    /** When that was: what came of it since nobody knows. */
    Instant lookedAt() {
        return lookedAt;
    }

    /** Looks. Never fails: that the database is gone is the other probes' to say. */
    @Scheduled(
            every = "30s",
            // A start that fails is over by then.
            delayed = "5s",
            identity = "roster-wal-watch",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return repository
                .status()
                .invoke(this::seen)
                .onFailure()
                .invoke(failure -> Log.debug("PostgreSQL said nothing of its WAL", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void seen(WalStatus now) {
        lookedAt = clock.instant();
        progress = progress.next(now, lookedAt);
        status = Optional.of(now);
        metrics.show(now, progress, lookedAt);
        Optional<String> fault = WalFaults.stopped(now, progress, lookedAt);
        if (fault.isPresent() && !stopped) {
            Log.warn(fault.get());
        } else if (fault.isEmpty() && stopped) {
            Log.info("Archiving goes on");
        }
        stopped = fault.isPresent();
    }
}
