package org.kennwilliamson.roster.idempotency;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

import org.kennwilliamson.roster.platform.concurrent.HourlySweep;

/** Sweeps requests' names that don't count any more, every hour. */
@Singleton
public class IdempotencySweep {

    private final HourlySweep hourly;
    private final IdempotencyRepository keys;

    IdempotencySweep(HourlySweep hourly, IdempotencyRepository keys) {
        this.hourly = hourly;
        this.keys = keys;
    }

    void onStart(@Observes StartupEvent event) {
        hourly.of("Expired idempotency keys", keys::sweep);
    }
}
