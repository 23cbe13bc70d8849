package org.kennwilliamson.roster.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;

/**
 * A client that is replaced when its connections are of no use any more. The server ends every statement in time, so that
 * an answer which never comes means a connection that is dead without having been closed: a network that was cut, a host
 * that froze. And a session may have been opened while the server took no writes, or lead to one that takes none.
 *
 * <p>What a client hasn't sent before it closes is refused as never sent, and repeated by its successor, which opens no
 * connection before those are closed: together they hold no more than one alone. A server notices only at its next answer
 * that a connection is closed.
 */
final class RenewableClient<C extends SqlClient> {

    /** While a server refuses, each refusal opens a connection; not more often than this. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(1);

    /** How long a successor waits for connections to be closed: one that is dead may never be. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long statements of a client whose connections are good, but not what they have prepared, may take to finish. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Function<Future<Void>, C> maker;
    private volatile C client;
    private long madeAt = System.nanoTime();

    /** Succeeds once the connections of the clients before are closed. */
    private Future<Void> room = Future.succeededFuture();

    /** @param maker makes a client that opens no connection before the future has succeeded */
    RenewableClient(Vertx vertx, Function<Future<Void>, C> maker) {
        this.vertx = vertx;
        this.maker = maker;
        client = maker.apply(room);
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
            replace(vertx.timer(DRAIN.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Replaces the client, whose connections are closed at once. */
    synchronized void renew() {
        replace(Future.succeededFuture());
    }

    private void replace(Future<Void> drained) {
        C old = client;
        Future<Void> before = room;
        Promise<Void> closed = Promise.promise();
        room = closed.future();
        client = maker.apply(room);
        madeAt = System.nanoTime();
        drained.onComplete(ignored -> {
            old.close().eventually(() -> before).onComplete(done -> closed.tryComplete());
            vertx.setTimer(GRACE.toMillis(), late -> closed.tryComplete());
        });
    }
}
