package org.kennwilliamson.roster.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.OtlpCollector;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.OtlpCollector.attributes;

/** The packaged program with a collector of OpenTelemetry, and with one that goes away. */
@Tag("program")
class TracesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String UNWANTED = "5bf92f3577b34da6a3ce929d0e0e4737";
    private static final String EMAIL = "ada.lovelace@example.org";
    private static final String PASSWORD = "nine-geese-over-the-dam";

    private OtlpCollector collector = OtlpCollector.at(0);

    @Test
    void aRequestIsASpanByItsRouteWithItsStatementsInItAndNoCollectorIsWaitedFor() {
        try (RosterProcess roster = RosterProcess.start(variables()).ready()) {
            String user = seen(roster);
            collectorIsGone(roster, user);
            collectorHangs(roster, user);
        } finally {
            collector.close();
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(TestDatabase.fresh().environment());
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        variables.put("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=a%20secret, x-tenant=roster");
        return variables;
    }

    /** Gives the path of a user. */
    private String seen(RosterProcess roster) {
        Response created = roster.as(Token.admin())
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("X-Request-Id", "the-first")
                .contentType("application/json")
                .body(Map.of("email", EMAIL, "displayName", "Ada Lovelace", "password", PASSWORD))
                .post("/v1/users");
        created.then().statusCode(201);
        String user = "/v1/users/" + created.path("id");
        roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", EMAIL, "password", PASSWORD))
                .post("/v1/sessions")
                .then()
                .statusCode(201);
        roster.as(Token.admin())
                .header("traceparent", "00-" + UNWANTED + "-00f067aa0ba902b7-00")
                .get(user)
                .then()
                .statusCode(200);
        assertThat(roster.status(user + "?email=" + EMAIL)).isEqualTo(400);
        assertThat(roster.status("/nobody/" + EMAIL)).isEqualTo(404);
        assertThat(roster.status(user)).isEqualTo(200);

        roster.until("its spans have come", () -> found().isPresent());

        Span server = named("POST /v1/users").get(0);
        assertThat(hex(server.getTraceId().toByteArray())).isEqualTo(TRACE);
        assertThat(hex(server.getParentSpanId().toByteArray())).isEqualTo("00f067aa0ba902b7");
        assertThat(attributes(server.getAttributesList()))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/v1/users",
                        "http.response.status_code", "201",
                        "url.scheme", "http",
                        "roster.request.id", "the-first"));
        assertHasStatement(server, "new-user.create");
        assertHasStatement(named("POST /v1/sessions").get(0), "sign-in.open");
        assertHasStatement(found().orElseThrow(), "user.find");

        assertThat(names()).contains("GET").noneMatch(name -> name.contains("/q/"));
        assertThat(collector.spans())
                .noneMatch(span -> hex(span.getTraceId().toByteArray()).equals(UNWANTED));
        assertThat(collector.everything())
                .as("what isn't anybody else's business")
                .doesNotContain(EMAIL, "Lovelace", PASSWORD, user, Token.admin(), "select", "insert into");
        assertThat(collector.headers().get(0))
                .containsEntry("content-type", "application/x-protobuf")
                .containsEntry("x-api-key", "a secret")
                .containsEntry("x-tenant", "roster");
        assertThat(collector.resources().get(0))
                .containsEntry("service.name", "roster")
                .containsKeys("service.version", "service.instance.id");
        return user;
    }

    private Optional<Span> found() {
        return named("GET /v1/users/{id}").stream()
                .filter(span -> attributes(span.getAttributesList()).containsValue("200"))
                .findFirst();
    }

    private void collectorIsGone(RosterProcess roster, String user) {
        collector.close();
        assertThat(roster.status(user)).isEqualTo(200);

        roster.until("it is told", () -> roster.said().contains("Traces can't be sent to " + collector.endpoint()));
        assertThat(roster.status(user)).isEqualTo(200);
    }

    private void collectorHangs(RosterProcess roster, String user) {
        collector = OtlpCollector.at(collector.port());
        roster.until("it is told", () -> roster.said().contains("Traces are sent again; 0 spans were lost"));
        collector.hang();

        long begun = System.nanoTime();
        IntStream.range(0, 20).forEach(i -> assertThat(roster.status(user)).isEqualTo(200));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("less than one batch may take")
                .isLessThan(Duration.ofSeconds(9));
        roster.terminate();
        assertThat(roster.exitCode()).isZero();
        assertThat(roster.said()).contains("Traces of the last seconds were lost");
    }

    private void assertHasStatement(Span server, String name) {
        assertThat(collector.spans()).anySatisfy(span -> {
            assertThat(span.getName()).isEqualTo(name);
            assertThat(span.getTraceId()).isEqualTo(server.getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(server.getSpanId());
            assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(span.getStartTimeUnixNano()).isGreaterThanOrEqualTo(server.getStartTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isLessThanOrEqualTo(server.getEndTimeUnixNano());
            assertThat(attributes(span.getAttributesList()))
                    .isEqualTo(Map.of("db.system.name", "postgresql", "db.query.summary", name));
        });
    }

    private List<String> names() {
        return collector.spans().stream().map(Span::getName).toList();
    }

    private List<Span> named(String name) {
        return collector.spans().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
