package org.kennwilliamson.roster.platform.database;

import java.time.Duration;
import java.util.function.Supplier;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;

/**
 * A client that is replaced when its connections are of no use any more. The server ends every statement in time, so that
 * an answer which never comes means a connection that is dead without having been closed: a network that was cut, a host
 * that froze. And a session may have been opened while the server took no writes, or lead to one that takes none.
 */
final class RenewableClient<C extends SqlClient> {

    /** While a server refuses, each refusal opens a connection; not more often than this. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(1);

    /** How long statements of a client that was replaced, but whose connections are good, may take to finish. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Supplier<C> maker;
    private volatile C client;
    private long madeAt = System.nanoTime();

    RenewableClient(Vertx vertx, Supplier<C> maker) {
        this.vertx = vertx;
        this.maker = maker;
        client = maker.get();
    }

    C get() {
        return client;
    }

    /** Replaces the client that hung, once, however many of its statements find that out. */
    synchronized void renewHung(C hung) {
        if (client == hung) {
            Log.warn("A connection to the database doesn't answer any more; opening new ones");
            renew();
        }
    }

    /** Replaces the client that the server refused something, unless it has just been made. */
    synchronized void renewRefused(C refused) {
        if (client == refused && System.nanoTime() - madeAt > LEAST_AGE.toNanos()) {
            renew();
        }
    }

    /** Replaces the client, once, whose statements were prepared before a table was altered. */
    synchronized void renewStale(C stale) {
        if (client == stale) {
            renewGently();
        }
    }

    /** Replaces the client, whose statements may finish. */
    synchronized void renewGently() {
        C old = replace();
        vertx.setTimer(GRACE.toMillis(), over -> old.close());
    }

    /** Replaces the client, whose connections are closed at once. */
    synchronized void renew() {
        replace().close();
    }

    private C replace() {
        C old = client;
        client = maker.get();
        madeAt = System.nanoTime();
        return old;
    }
}
