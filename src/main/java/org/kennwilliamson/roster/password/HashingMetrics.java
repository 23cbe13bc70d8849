package org.kennwilliamson.roster.password;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.kennwilliamson.roster.platform.concurrent.Workers;

/** Tells Prometheus how busy password hashing is, which is what a flood of sign-ins exhausts first. */
@Singleton
class HashingMetrics implements MeterBinder {

    private final Workers workers;

    HashingMetrics(PasswordHasher hasher) {
        workers = hasher.workers();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("roster.hashing.running", workers, Workers::running)
                .description("Passwords that are being hashed or checked")
                .register(registry);
        Gauge.builder("roster.hashing.waiting", workers, Workers::waiting)
                .description("Passwords that wait to be hashed or checked")
                .register(registry);
        FunctionCounter.builder("roster.hashing.refused", workers, Workers::refused)
                .description("Requests that were refused with 503 since too many passwords were waiting")
                .register(registry);
    }
}
