package org.kennwilliamson.roster.platform.trace;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

import org.kennwilliamson.roster.platform.config.Variables;

/**
 * Traces by OpenTelemetry's protocol, if a collector is set. If none is, nothing is made, started or sent: a statement
 * costs the look at one field, and a request nothing.
 */
@Singleton
public class Traces {

    /** A command's. */
    public static final Traces OFF = new Traces(null, 0);

    private static final String KEY = "roster.trace";

    private final SpanExporter exporter;
    private final double share;

    @Inject
    Traces(Variables variables, Vertx vertx) {
        this(TraceSettings.from(variables), vertx);
    }

    Traces(Optional<TraceSettings> settings, Vertx vertx) {
        this(
                settings.map(some -> new SpanExporter(vertx, some)).orElse(null),
                settings.map(TraceSettings::share).orElse(0.0));
    }

    private Traces(SpanExporter exporter, double share) {
        this.exporter = exporter;
        this.share = share;
    }

    /** Whether a collector is set. */
    public boolean areOn() {
        return exporter != null;
    }

    /**
     * A request begins, whose context is the current one. Anybody may send a {@code traceparent}: it says which trace the
     * request belongs to, and may say that it isn't wanted, but makes no more requests traced than the settings allow.
     *
     * @return its trace; empty if it isn't traced
     */
    public Optional<RequestTrace> begin(Optional<TraceParent> caller) {
        if (!caller.map(TraceParent::sampled).orElse(true)
                || ThreadLocalRandom.current().nextDouble() >= share) {
            return Optional.empty();
        }
        RequestTrace trace = new RequestTrace(
                caller.map(TraceParent::trace).orElseGet(TraceId::random),
                caller.map(TraceParent::span).orElse(0L),
                exporter::send);
        Context context = requestContext();
        if (context != null) {
            context.putLocal(KEY, trace);
        }
        return Optional.of(trace);
    }

    /** Traces a statement that was just sent, if it is one of a request that is traced. */
    public <T> Future<T> statement(String name, Future<T> answer) {
        RequestTrace trace = exporter == null ? null : ofContext();
        if (trace == null) {
            return answer;
        }
        long sent = System.nanoTime();
        return answer.onComplete(ended -> trace.statement(name, sent, ended.cause()));
    }

    @PreDestroy
    void close() {
        if (exporter != null) {
            exporter.close();
        }
    }

    private static RequestTrace ofContext() {
        Context context = requestContext();
        return context == null ? null : context.getLocal(KEY);
    }

    /** A context that is no request's is everybody's: nothing may be kept there. */
    private static Context requestContext() {
        ContextInternal context = ContextInternal.current();
        return context != null && context.isDuplicate() ? context : null;
    }
}
