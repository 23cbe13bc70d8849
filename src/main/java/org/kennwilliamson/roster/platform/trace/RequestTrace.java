package org.kennwilliamson.roster.platform.trace;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A request that is traced, from its arrival to its end: makes the spans of it, and of what is done for it. */
public final class RequestTrace {

    private final TraceId trace;
    private final long parent;
    private final long id = TraceId.randomSpan();
    private final long begun = System.nanoTime();
    private final long epoch;
    private final Consumer<Span> ended;

    /**
     * Begins now.
     *
     * @param parent the caller's span, or 0
     * @param ended takes each span
     */
    RequestTrace(TraceId trace, long parent, Consumer<Span> ended) {
        this.trace = trace;
        this.parent = parent;
        this.ended = ended;
        Instant now = Instant.now();
        epoch = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /**
     * The request is over.
     *
     * @param name with few values: the method and the route's template
     * @param attributes texts and whole numbers ({@code Long}), of which none is anybody's secret or address
     * @param failed whether that is Roster's fault
     */
    public void end(String name, Map<String, Object> attributes, boolean failed) {
        ended.accept(new Span(
                trace, id, parent, name, Span.SERVER, epoch, at(System.nanoTime()), Map.copyOf(attributes), failed));
    }

    /**
     * A statement of it is over.
     *
     * @param name the statement's
     * @param sent when, by {@link System#nanoTime}
     * @param failure null if there was none; only its class is told, since its text may have a user's values in it
     */
    void statement(String name, long sent, Throwable failure) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("db.system.name", "postgresql");
        attributes.put("db.query.summary", name);
        if (failure != null) {
            attributes.put("error.type", failure.getClass().getSimpleName());
        }
        ended.accept(new Span(
                trace,
                TraceId.randomSpan(),
                id,
                name,
                Span.CLIENT,
                at(sent),
                at(System.nanoTime()),
                attributes,
                failure != null));
    }

    /** One clock for all of a request's spans, so that none sticks out of the one around it. */
    private long at(long nanoTime) {
        return epoch + nanoTime - begun;
    }
}
