package org.kennwilliamson.roster.platform.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;

import org.kennwilliamson.roster.platform.log.SlowStatements;
import org.kennwilliamson.roster.platform.trace.Traces;

/** How long each statement takes, from sending it to its last row. */
@Singleton
public class StatementTimes {

    /** A command's: nobody would ask for them. */
    public static final StatementTimes OF_NOBODY =
            new StatementTimes(new CompositeMeterRegistry(), Traces.OFF, SlowStatements.OF_NOBODY);

    private final MeterRegistry registry;
    private final Traces traces;
    private final SlowStatements slow;
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

    StatementTimes(MeterRegistry registry, Traces traces, SlowStatements slow) {
        this.registry = registry;
        this.traces = traces;
        this.slow = slow;
    }

    /**
     * Measures a statement that was just sent, be its end good or bad, has it traced, and told of if it was slow.
     *
     * @param name one of those in the code
     */
    public <T> Future<T> measured(String name, Future<T> answer) {
        long sent = System.nanoTime();
        return traces.statement(name, answer).onComplete(ended -> {
            long nanos = System.nanoTime() - sent;
            timers.computeIfAbsent(name, this::timer).record(nanos, TimeUnit.NANOSECONDS);
            slow.ended(name, nanos, ended.succeeded());
        });
    }

    private Timer timer(String name) {
        return Timer.builder("roster.statement")
                .description("How long a statement took, from sending it to its last row")
                .tag("statement", name)
                .register(registry);
    }
}
