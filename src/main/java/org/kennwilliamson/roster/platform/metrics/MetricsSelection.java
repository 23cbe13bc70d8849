package org.kennwilliamson.roster.platform.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * Which metrics there are: Roster's own, and of the framework's those that docs/monitoring.md explains. What nobody reads
 * would be stored by Prometheus every few seconds.
 */
@Singleton
class MetricsSelection implements MeterFilter {

    private static final String REQUESTS = "http.server.requests";

    private static final Set<String> OF_THE_FRAMEWORK = Set.of(
            REQUESTS,
            "http.server.active.requests",
            "sql.pool.active",
            "sql.pool.idle",
            "sql.pool.queue.size",
            "sql.pool.queue.delay",
            "sql.pool.usage",
            "jvm.memory.used",
            "jvm.threads.live",
            "process.cpu.usage",
            "process.files.open",
            "process.files.max",
            "process.start.time",
            "process.uptime",
            "system.cpu.count",
            "system.cpu.usage",
            "system.load.average.1m");

    /** A client may send any other word as its method. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** So that a query can say how many were answered within these. */
    private static final double[] LIMITS = Stream.of(5, 25, 100, 250, 1_000, 5_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith("roster.") || OF_THE_FRAMEWORK.contains(id.getName())
                ? MeterFilterReply.NEUTRAL
                : MeterFilterReply.DENY;
    }

    /** Keeps the labels of requests few. One that was never routed, since its client
     * went away or only asked for the methods, would be labelled by its address. */
    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals(REQUESTS)) {
            return id;
        }
        Meter.Id known = METHODS.contains(id.getTag("method")) ? id : id.withTags(List.of(Tag.of("method", "OTHER")));
        boolean unrouted = "RESET".equals(id.getTag("status")) || "OPTIONS".equals(id.getTag("method"));
        return unrouted ? known.withTags(List.of(RouteTag.UNKNOWN)) : known;
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(REQUESTS)
                ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(LIMITS)
                        .build()
                        .merge(config)
                : config;
    }
}
