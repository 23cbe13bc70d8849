package org.kennwilliamson.roster.platform.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * Sends spans to the collector, some hundred at once, every two seconds, over one connection. It keeps few while the
 * collector is away, drops those that are too many, and says so. Nobody waits for it.
 */
final class SpanExporter {

    /** OpenTelemetry's own defaults: of what may wait, of what is sent at once, and of the patience with one batch. */
    static final int MOST_WAITING = 2_048;

    static final int MOST_AT_ONCE = 512;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** How often it is told that there are more than a collector takes that isn't away. */
    private static final Duration TELLING = Duration.ofMinutes(1);

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 5_000;

    /** What may be sent once more: OTLP, "Retryable Response Codes". */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final OtlpEncoder encoder;
    private final String collector;
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder dropped = new LongAdder();
    private final AtomicBoolean hurrying = new AtomicBoolean();
    private final Duration limit;
    private final Context context;
    private volatile boolean failing;

    /** These are used on the context's event loop alone. */
    private final List<Span> batch = new ArrayList<>(MOST_AT_ONCE);

    private Future<Void> underWay = Future.succeededFuture();
    private long told = System.nanoTime();
    private boolean closing;

    SpanExporter(Vertx vertx, TraceSettings settings) {
        this(vertx, settings, LIMIT);
    }

    /** @param limit the patience with one batch */
    SpanExporter(Vertx vertx, TraceSettings settings, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
        collector = settings.collector().toString();
        encoder = new OtlpEncoder(settings.service());
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(1).setMaxWaitQueueSize(1).setConnectTimeout(CONNECT_MILLIS));
        request = new RequestOptions()
                .setAbsoluteURI(collector)
                .setMethod(HttpMethod.POST)
                // Ends the connection as well, which the next batch would wait for otherwise.
                .setTimeout(limit.toMillis())
                .putHeader("Content-Type", "application/x-protobuf");
        settings.headers().forEach(request::putHeader);
        context = vertx.getOrCreateContext();
        context.runOnContext(ignored -> vertx.setPeriodic(PERIOD.toMillis(), timer -> sendWaiting()));
    }

    /** Takes a span, from any thread; drops it if too many wait already. */
    void send(Span span) {
        if (!waiting.offer(span)) {
            dropped.increment();
        }
        if (waiting.size() >= MOST_AT_ONCE && !failing && hurrying.compareAndSet(false, true)) {
            context.runOnContext(ignored -> {
                hurrying.set(false);
                sendWaiting();
            });
        }
    }

    /** Sends what waits, within two seconds. Called on the way down, off the event loops. */
    void close() {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean lost = new AtomicBoolean(true);
        context.runOnContext(ignored -> {
            closing = true;
            sendWaiting().onComplete(sent -> {
                lost.set(!batch.isEmpty() || !waiting.isEmpty());
                ended.countDown();
            });
        });
        try {
            if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) || lost.get()) {
                Log.infof("Traces of the last seconds were lost: %s doesn't take them", collector);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private Future<Void> sendWaiting() {
        if (underWay.isComplete()) {
            underWay = sendBatch();
        }
        return underWay;
    }

    /** Sends a batch, and what else there is if that fills one more. */
    private Future<Void> sendBatch() {
        waiting.drainTo(batch, MOST_AT_ONCE - batch.size());
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        // Some milliseconds' work, for which no request of this event loop has to wait.
        List<Span> all = List.copyOf(batch);
        return vertx.executeBlocking(() -> Buffer.buffer(encoder.request(all)))
                .compose(body -> client.request(request).compose(post -> post.send(body)))
                .compose(answer -> answer.body().map(answer.statusCode()))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .map(this::answered)
                .otherwise(failure -> failed(OneLine.of(failure)))
                .compose(good ->
                        good && (closing || waiting.size() >= MOST_AT_ONCE) ? sendBatch() : Future.succeededFuture());
    }

    /** Whether the collector took the batch. */
    private boolean answered(int status) {
        boolean good = status >= 200 && status < 300;
        if (LATER.contains(status)) {
            return failed("HTTP " + status);
        }
        if (!good) {
            dropped.add(batch.size());
        }
        batch.clear();
        if (!good) {
            return failed("HTTP " + status);
        }
        tellOfDropped();
        return true;
    }

    private void tellOfDropped() {
        if (failing) {
            failing = false;
            Log.infof("Traces are sent again; %d spans were lost", dropped.sumThenReset());
        } else if (dropped.sum() > 0 && System.nanoTime() - told > TELLING.toNanos()) {
            told = System.nanoTime();
            Log.warnf("%d spans were lost: there are more than %s takes", dropped.sumThenReset(), collector);
        }
    }

    private boolean failed(String reason) {
        if (!failing && !closing) {
            failing = true;
            Log.warnf("Traces can't be sent to %s: %s; nothing else depends on it", collector, reason);
        }
        return false;
    }
}
