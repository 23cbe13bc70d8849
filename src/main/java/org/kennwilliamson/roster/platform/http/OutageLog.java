package org.kennwilliamson.roster.platform.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;

/**
 * Tells of requests that fail for the same reason: a line for the first one, and one for each period in which there were
 * more. A line for each request of an outage would fill the disk.
 */
@Singleton
public class OutageLog {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** So many reasons are told apart in a period; those beyond share one line. */
    private static final int MOST = 20;

    private static final String OTHERS = "for other reasons";

    private final Vertx vertx;
    private final ConcurrentMap<String, AtomicInteger> more = new ConcurrentHashMap<>();

    OutageLog(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Tells of one request, now or with others at the end of the period. */
    void tell(String reason) {
        String kind = more.size() < MOST || more.containsKey(reason) ? reason : OTHERS;
        AtomicInteger before = more.putIfAbsent(kind, new AtomicInteger());
        if (before == null) {
            Log.warnf("Requests get no answer from the database: %s", kind);
            vertx.setTimer(PERIOD.toMillis(), ignored -> endPeriod(kind));
        } else {
            before.incrementAndGet();
        }
    }

    private void endPeriod(String kind) {
        int count = more.get(kind).getAndSet(0);
        if (count == 0) {
            more.remove(kind);
        } else {
            Log.warnf("%d more requests got no answer from the database: %s", count, kind);
            vertx.setTimer(PERIOD.toMillis(), ignored -> endPeriod(kind));
        }
    }
}
