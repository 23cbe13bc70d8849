package org.kennwilliamson.roster.lockout;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Sweeps failures of long ago, every hour. */
@Singleton
public class LockoutSweep {

    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final LockoutRepository failures;

    LockoutSweep(Vertx vertx, LockoutRepository failures) {
        this.vertx = vertx;
        this.failures = failures;
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> sweep());
    }

    private void sweep() {
        failures.sweep(LockoutPolicy.MOST_REMEMBERED)
                .subscribe()
                .with(done -> {}, failure -> Log.warn("Failed sign-ins of long ago could not be deleted", failure));
    }
}
