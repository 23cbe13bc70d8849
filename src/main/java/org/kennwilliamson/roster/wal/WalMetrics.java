package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/** Tells Prometheus of the WAL. What a server doesn't have, a site without archiving for instance, is no metric. */
@Singleton
class WalMetrics {

    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final MultiGauge slots;

    private volatile WalLook last;
    private boolean archives;
    private boolean measures;

    WalMetrics(MeterRegistry registry) {
        this.registry = registry;
        slots = MultiGauge.builder("roster.replication.slot.held")
                .baseUnit("bytes")
                .description("WAL that the slot keeps from being removed")
                .register(registry);
    }

    /** Shows what a look saw; one at a time. */
    void show(WalLook look) {
        last = look;
        WalStatus seen = look.status();
        if (seen.isArchiving() && !archives) {
            archives = true;
            registerArchiver();
        }
        if (seen.size().isPresent() && !measures) {
            measures = true;
            gauge(
                    "roster.wal.size",
                    "bytes",
                    "The size of pg_wal",
                    now -> now.size().isPresent() ? now.size().getAsLong() : Double.NaN);
        }
        slots.register(
                seen.slots().stream()
                        .map(slot -> MultiGauge.Row.of(Tags.of("slot", slot.name()), slot.held()))
                        .toList(),
                true);
    }

    /** After a failover the server may be one that doesn't archive: NaN. */
    private void registerArchiver() {
        gauge(
                "roster.archive.last.success.timestamp",
                "seconds",
                "When the last file was archived",
                whileArchiving(now ->
                        now.archiver().lastSuccess().map(Instant::toEpochMilli).orElse(0L) / MILLIS));
        gauge(
                "roster.archive.stalled",
                "seconds",
                "For how long something has waited while nothing was archived",
                whileArchiving(now -> last.progress()
                        .waitingSince()
                        .map(since -> Duration.between(since, last.at()).toMillis() / MILLIS)
                        .orElse(0.0)));
        gauge(
                "roster.archive.backlog",
                "bytes",
                "Complete segments that wait to be archived",
                whileArchiving(now -> now.waiting().orElse(0) * (double) now.segmentSize()));
        FunctionCounter.builder(
                        "roster.archive.failures",
                        this,
                        metrics -> metrics.last.status().archiver().failures())
                .description("Failed attempts to archive a file, as the server counts them")
                .register(registry);
    }

    private static ToDoubleFunction<WalStatus> whileArchiving(ToDoubleFunction<WalStatus> value) {
        return status -> status.isArchiving() ? value.applyAsDouble(status) : Double.NaN;
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<WalStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(last.status()))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}
