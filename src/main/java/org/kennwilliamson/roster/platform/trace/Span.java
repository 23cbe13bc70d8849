package org.kennwilliamson.roster.platform.trace;

import java.util.Map;

/**
 * Something that took time, and is over.
 *
 * @param parent the span that it is a part of; 0 if there is none
 * @param kind as OTLP numbers it
 * @param start nanoseconds since 1970
 * @param end nanoseconds since 1970
 * @param attributes texts and whole numbers ({@code Long}), by the names of OpenTelemetry's semantic conventions
 * @param failed whether it came to a bad end that is Roster's or the database's own
 */
record Span(
        TraceId trace,
        long id,
        long parent,
        String name,
        int kind,
        long start,
        long end,
        Map<String, Object> attributes,
        boolean failed) {

    /** A request that Roster answers. */
    static final int SERVER = 2;

    /** A request that Roster makes. */
    static final int CLIENT = 3;
}
