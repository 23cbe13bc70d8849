package org.kennwilliamson.roster.platform.log;

import java.io.IOException;

import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.providers.StructuredArgument;

/**
 * An argument of a log line: a part of its message, and in JSON a field of its own besides. The names are those of the
 * Elastic Common Schema, version 9, and {@code http.route} of OpenTelemetry's semantic conventions.
 *
 * @param value a text or a number; null for a field that is left out
 * @param words how the message says it
 */
public record LogField(String name, Object value, String words) implements StructuredArgument {

    /** The request's id. */
    public static final String REQUEST_ID = "http.request.id";

    /** What a client wants with a resource: {@code GET}. */
    public static final String METHOD = "http.request.method";

    /** The template of an operation's path: {@code /v1/users/{id}}. */
    public static final String ROUTE = "http.route";

    /** A number. */
    public static final String STATUS = "http.response.status_code";

    /** Nanoseconds. */
    public static final String DURATION = "event.duration";

    /** The statement's name in metrics: {@code user.find}. */
    public static final String STATEMENT = "event.action";

    /** The subject of the caller's token. */
    public static final String ACTOR = "user.id";

    /** A field that the message says as it is. */
    public static LogField of(String name, Object value) {
        return new LogField(name, value, String.valueOf(value));
    }

    @Override
    public void writeTo(JsonGenerator generator) throws IOException {
        if (value != null) {
            generator.writeObjectField(name, value);
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
