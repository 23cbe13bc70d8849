package org.kennwilliamson.roster.platform.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.OtlpCollector;
import org.kennwilliamson.roster.testing.Ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class SpanExporterTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aSpanArrivesAsItIs() {
        try (OtlpCollector collector = OtlpCollector.at(0)) {
            SpanExporter exporter = exporter(collector);
            exporter.send(new Span(
                    new TraceId(1, -2), 3, -4, "GET /é", Span.SERVER, 300, 1_700_000_000_000_000_123L, Map.of(), true));
            exporter.send(new Span(
                    new TraceId(5, 6),
                    7,
                    0,
                    "",
                    Span.CLIENT,
                    1,
                    2,
                    Map.of("number", -8L, "text", "n".repeat(200)),
                    false));

            exporter.close();

            var failed = collector.spans().get(0);
            assertThat(failed.getTraceId().toByteArray())
                    .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -2});
            assertThat(failed.getSpanId().toByteArray()).isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 3});
            assertThat(failed.getParentSpanId().toByteArray()).isEqualTo(new byte[] {-1, -1, -1, -1, -1, -1, -1, -4});
            assertThat(failed.getName()).isEqualTo("GET /é");
            assertThat(failed.getKind()).hasToString("SPAN_KIND_SERVER");
            assertThat(failed.getStartTimeUnixNano()).isEqualTo(300);
            assertThat(failed.getEndTimeUnixNano()).isEqualTo(1_700_000_000_000_000_123L);
            assertThat(failed.getStatus().getCode()).hasToString("STATUS_CODE_ERROR");

            var good = collector.spans().get(1);
            assertThat(good.getParentSpanId().isEmpty()).isTrue();
            assertThat(good.getKind()).hasToString("SPAN_KIND_CLIENT");
            assertThat(good.hasStatus()).isFalse();
            assertThat(OtlpCollector.attributes(good.getAttributesList()))
                    .isEqualTo(Map.of("number", "-8", "text", "n".repeat(200)));
            assertThat(failed.getUnknownFields().asMap()).isEmpty();
        }
    }

    @Test
    void whatIsTooMuchForACollectorThatIsAwayIsDroppedAndTheRestIsSentOnceItIsBack() {
        try (OtlpCollector collector = OtlpCollector.at(0)) {
            collector.answer(503);
            SpanExporter exporter = exporter(collector);
            exporter.send(span());
            Ready.until("one was refused", () -> collector.refused() > 0);
            IntStream.range(0, 10_000).forEach(i -> exporter.send(span()));
            collector.answer(200);

            Ready.until("the rest is sent", () -> collector.spans().size() >= SpanExporter.MOST_WAITING);
            exporter.close();

            assertThat(collector.spans())
                    .hasSizeLessThanOrEqualTo(SpanExporter.MOST_WAITING + SpanExporter.MOST_AT_ONCE)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aCollectorThatNeverAnswersHoldsUpNothing() {
        try (OtlpCollector collector = OtlpCollector.at(0)) {
            collector.hang();
            SpanExporter exporter = exporter(collector);
            exporter.send(span());

            long begun = System.nanoTime();
            assertThatCode(exporter::close).doesNotThrowAnyException();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCollectorThatHungGetsEachSpanOnceWhenItGoesOn() {
        try (OtlpCollector collector = OtlpCollector.at(0)) {
            collector.hang();
            SpanExporter exporter = new SpanExporter(vertx, settings(collector), Duration.ofMillis(300));
            exporter.send(span());
            Ready.until("it was asked several times", () -> collector.unanswered() > 2);
            collector.goOn();
            exporter.send(span());

            Ready.until("both came", () -> collector.spans().size() >= 2);
            exporter.close();

            assertThat(collector.spans()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void moreThanWaitForTheirPeriodAreSentBeforeIt() {
        try (OtlpCollector collector = OtlpCollector.at(0)) {
            SpanExporter exporter = exporter(collector);
            int sent = 4 * SpanExporter.MOST_WAITING;
            for (int i = 0; i < sent; i++) {
                exporter.send(span());
                if (i % SpanExporter.MOST_AT_ONCE == SpanExporter.MOST_AT_ONCE - 1) {
                    int least = i - SpanExporter.MOST_AT_ONCE;
                    Ready.until("those before came", () -> collector.spans().size() >= least);
                }
            }
            exporter.close();

            assertThat(collector.spans()).hasSize(sent).doesNotHaveDuplicates();
        }
    }

    private SpanExporter exporter(OtlpCollector collector) {
        return new SpanExporter(vertx, settings(collector));
    }

    private static TraceSettings settings(OtlpCollector collector) {
        return new TraceSettings(URI.create(collector.endpoint() + "/v1/traces"), Map.of(), 1, "roster");
    }

    private static Span span() {
        return new Span(TraceId.random(), TraceId.randomSpan(), 0, "any", Span.SERVER, 1, 2, Map.of(), false);
    }
}
