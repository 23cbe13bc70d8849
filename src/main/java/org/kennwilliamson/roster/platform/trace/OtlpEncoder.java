package org.kennwilliamson.roster.platform.trace;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.kennwilliamson.roster.platform.cli.BuildVersion;

/**
 * Writes spans as a collector takes them: {@code ExportTraceServiceRequest} of
 * <a href="https://github.com/open-telemetry/opentelemetry-proto">OTLP</a> 1, whose numbers of fields these are.
 */
final class OtlpEncoder {

    private static final String NAME = "roster";
    private static final int STATUS_ERROR = 2;

    private final Map<String, Object> resource;

    /** @param service what Roster is called; the resource's other attributes tell this process from others */
    OtlpEncoder(String service) {
        resource = Map.of(
                "service.name",
                service,
                "service.version",
                BuildVersion.text(),
                "service.instance.id",
                UUID.randomUUID().toString(),
                "telemetry.sdk.name",
                NAME,
                "telemetry.sdk.language",
                "java",
                "telemetry.sdk.version",
                BuildVersion.text());
    }

    /** One request to the collector, with all of these. */
    byte[] request(List<Span> spans) {
        ProtobufWriter request = new ProtobufWriter();
        request.message(1, resourceSpans -> {
            resourceSpans.message(1, own -> attributes(1, resource, own));
            resourceSpans.message(2, scopeSpans -> {
                scopeSpans.message(1, scope -> scope.text(1, NAME));
                spans.forEach(span -> scopeSpans.message(2, own -> span(span, own)));
            });
        });
        return request.message();
    }

    private static void span(Span span, ProtobufWriter own) {
        own.bytes(1, span.trace().high(), span.trace().low());
        own.bytes(2, span.id());
        if (span.parent() != 0) {
            own.bytes(4, span.parent());
        }
        own.text(5, span.name());
        own.number(6, span.kind());
        own.fixed64(7, span.start());
        own.fixed64(8, span.end());
        attributes(9, span.attributes(), own);
        if (span.failed()) {
            own.message(15, status -> status.number(3, STATUS_ERROR));
        }
    }

    private static void attributes(int field, Map<String, Object> attributes, ProtobufWriter owner) {
        attributes.forEach((name, value) -> owner.message(field, own -> {
            own.text(1, name);
            own.message(2, any -> {
                if (value instanceof Long number) {
                    any.number(3, number);
                } else {
                    any.text(1, value.toString());
                }
            });
        }));
    }
}
