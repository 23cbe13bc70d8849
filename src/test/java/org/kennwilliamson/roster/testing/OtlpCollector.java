package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Takes traces over HTTP, and reads them by OpenTelemetry's own classes. */
public final class OtlpCollector implements AutoCloseable {

    private final HttpServer server;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean silent;

    private OtlpCollector(HttpServer server) {
        this.server = server;
        port = server.getAddress().getPort();
    }

    /** Listens on this port of this machine; 0 for any. */
    public static OtlpCollector at(int port) {
        try {
            OtlpCollector collector = new OtlpCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.setExecutor(collector.threads);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers with this status from now on; what comes meanwhile counts only with 200. */
    public void answer(int status) {
        this.status = status;
    }

    /** How many requests got another answer than 200. */
    public int refused() {
        return refused.get();
    }

    /** Takes requests from now on, but never answers. */
    public void hang() {
        silent = true;
    }

    /** Answers what comes from now on; what has come stays without an answer. */
    public void goOn() {
        silent = false;
    }

    /** How many requests stay without an answer. */
    public int unanswered() {
        return unanswered.get();
    }

    /** The spans that have come so far. */
    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Those who have sent them, by their attributes. */
    public List<Map<String, String>> resources() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .map(ResourceSpans::getResource)
                .map(resource -> attributes(resource.getAttributesList()))
                .toList();
    }

    /** The headers of each request, names in lower case. */
    public List<Map<String, String>> headers() {
        return headers;
    }

    /** All that has come, as text, to look for what must not be there. */
    public String everything() {
        return requests.toString();
    }

    /** Attributes by name. */
    public static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, attribute -> {
            AnyValue value = attribute.getValue();
            return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
        }));
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (silent) {
            unanswered.incrementAndGet();
            awaitEnd();
        }
        if (status == 200) {
            headers.add(exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(header -> header.getKey().toLowerCase(), header -> header.getValue()
                            .get(0))));
            requests.add(ExportTraceServiceRequest.parseFrom(body));
        } else {
            refused.incrementAndGet();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
