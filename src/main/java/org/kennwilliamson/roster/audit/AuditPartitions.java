package org.kennwilliamson.roster.audit;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * Maintains the audit trail's monthly partitions every ten minutes while the service runs; at boot the migration does.
 * They are created three months ahead, so that a transaction that reads the trail for long has time to end.
 */
@Singleton
public class AuditPartitions {

    private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final Vertx vertx;
    private final AuditRepository events;
    private final int retentionDays;

    AuditPartitions(Vertx vertx, AuditRepository events, Variables variables) {
        this.vertx = vertx;
        this.events = events;
        retentionDays = variables.number(Setting.AUDIT_RETENTION_DAYS);
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> maintain());
    }

    private void maintain() {
        events.maintainPartitions(retentionDays)
                .subscribe()
                .with(done -> {}, failure -> Log.warn("The audit trail's partitions could not be maintained", failure));
    }
}
