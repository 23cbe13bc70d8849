package org.kennwilliamson.roster.idempotency;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Sweeps requests' names that don't count any more, every hour. */
@Singleton
public class IdempotencySweep {

    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final IdempotencyRepository keys;

    IdempotencySweep(Vertx vertx, IdempotencyRepository keys) {
        this.vertx = vertx;
        this.keys = keys;
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> sweep());
    }

    private void sweep() {
        keys.sweep()
                .subscribe()
                .with(done -> {}, failure -> Log.warn("Expired idempotency keys could not be deleted", failure));
    }
}
