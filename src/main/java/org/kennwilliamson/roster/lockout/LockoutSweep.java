package org.kennwilliamson.roster.lockout;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

import org.kennwilliamson.roster.platform.concurrent.HourlySweep;

/** Sweeps failures of long ago, every hour. */
@Singleton
public class LockoutSweep {

    private final HourlySweep hourly;
    private final LockoutRepository failures;

    LockoutSweep(HourlySweep hourly, LockoutRepository failures) {
        this.hourly = hourly;
        this.failures = failures;
    }

    void onStart(@Observes StartupEvent event) {
        hourly.of("Failed sign-ins of long ago", () -> failures.sweep(LockoutPolicy.MOST_REMEMBERED));
    }
}
