package org.kennwilliamson.roster.health;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.health.Readiness;

import org.kennwilliamson.roster.platform.database.monitor.DatabaseMonitor;

/** Tells Prometheus what the probes tell of the database. NaN is what nobody has seen yet. */
@Singleton
public class HealthMetrics {

    private final MeterRegistry registry;
    private final DatabaseReadiness readiness;
    private final DatabaseMonitor monitor;

    HealthMetrics(MeterRegistry registry, @Readiness DatabaseReadiness readiness, DatabaseMonitor monitor) {
        this.registry = registry;
        this.readiness = readiness;
        this.monitor = monitor;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("roster.ready", readiness, it -> it.isReady() ? 1 : 0)
                .description("1 while the database answers, takes writes and has a schema that suits; else 0")
                .register(registry);
        Gauge.builder("roster.schema.version", monitor, HealthMetrics::schemaVersion)
                .description("The newest migration that was applied, as a number: yyyyMMddHHmmss")
                .register(registry);
        Gauge.builder("roster.users", monitor, HealthMetrics::users)
                .description("How many users there are; beyond 10000 PostgreSQL's estimate")
                .register(registry);
    }

    private static double schemaVersion(DatabaseMonitor monitor) {
        return monitor.sight().schemaVersion().map(Double::parseDouble).orElse(Double.NaN);
    }

    private static double users(DatabaseMonitor monitor) {
        return monitor.sight().users().map(users -> (double) users.count()).orElse(Double.NaN);
    }
}
