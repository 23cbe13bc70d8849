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

    private volatile Optional<WalLook> last = Optional.empty();

    /** What the log was told last. */
    private volatile boolean stopped;

    WalMonitor(WalRepository repository, WalMetrics metrics, Clock clock) {
        this.repository = repository;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the last look saw; empty before the first. Never waits. */
    Optional<WalLook> last() {
        return last;
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
        Instant at = clock.instant();
        ArchiverProgress before = last.map(WalLook::progress).orElse(ArchiverProgress.NONE);
        WalLook look = new WalLook(now, before.next(now, at), at);
        last = Optional.of(look);
        metrics.show(look);
        Optional<String> fault = WalFaults.stopped(look);
        if (fault.isPresent() && !stopped) {
            Log.warn(fault.get());
        } else if (fault.isEmpty() && stopped) {
            Log.info("Archiving goes on");
        }
        stopped = fault.isPresent();
    }
}
