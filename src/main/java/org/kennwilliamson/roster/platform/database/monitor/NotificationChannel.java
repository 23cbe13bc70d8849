package org.kennwilliamson.roster.platform.database.monitor;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Sql;

/**
 * Listens over the monitor's connection, and passes on what it hears. What looks like a session may be lent by a pooler,
 * which takes the command and never delivers anything. So it counts as listening only once it has heard what another
 * connection notified, and for as long as the same backend says that it listens. Belongs to one event loop.
 */
final class NotificationChannel {

    private static final Sql NOTIFY = new Sql("select true as notified from pg_notify($1, $2)");

    /** What a proof says begins like this; what the schema's triggers say never does. */
    private static final String PROOF = "proof:";

    private static final Duration DELIVERY = Duration.ofSeconds(1);
    private static final Duration SENDING = Duration.ofSeconds(2);
    private static final int LOOKS_PER_PROOF = 25;

    private final Vertx vertx;
    private final Database database;
    private final List<NotificationListener> listeners;

    private int backend;
    private boolean hears;
    private boolean warned;
    private int looksUntilProof;
    private String awaited;
    private Promise<Boolean> proof;

    NotificationChannel(Vertx vertx, Database database, List<NotificationListener> listeners) {
        this.vertx = vertx;
        this.database = database;
        this.listeners = listeners;
    }

    /**
     * To be called after each look at the database, while nothing else is asked over its connection.
     *
     * @param process the backend that answered
     * @param listening whether it says that it listens
     * @return succeeds once it is known whether it hears; fails if the connection does
     */
    Future<Void> looked(PgConnection connection, int process, boolean listening) {
        if (hears && process == backend && listening) {
            tell(NotificationListener::upToDate);
            return Future.succeededFuture();
        }
        deaf();
        if (looksUntilProof-- > 0) {
            return Future.succeededFuture();
        }
        looksUntilProof = LOOKS_PER_PROOF;
        connection.notificationHandler(this::heard);
        return connection
                .query("listen " + NotificationListener.CHANNEL)
                .execute()
                .compose(ignored -> prove().onSuccess(proven -> judge(proven, process))
                        .onFailure(unsent -> looksUntilProof = 0)
                        .otherwiseEmpty())
                .mapEmpty();
    }

    /** Its connection is gone: the next one is tried at once. */
    void lost() {
        looksUntilProof = 0;
        deaf();
    }

    /** Whether a notification arrives; fails if it couldn't be sent. */
    private Future<Boolean> prove() {
        awaited = PROOF + UUID.randomUUID();
        Promise<Boolean> arrived = Promise.promise();
        proof = arrived;
        vertx.setTimer(SENDING.toMillis(), late -> arrived.tryFail("it takes too long"));
        database.read(NOTIFY, Tuple.of(NotificationListener.CHANNEL, awaited))
                .subscribe()
                .with(
                        ignored -> vertx.setTimer(DELIVERY.toMillis(), late -> arrived.tryComplete(false)),
                        arrived::tryFail);
        return arrived.future();
    }

    private void judge(boolean proven, int process) {
        hears = proven;
        backend = process;
        if (proven) {
            looksUntilProof = 0;
            warned = false;
            tell(NotificationListener::listening);
        } else if (!warned) {
            warned = true;
            Log.warn(
                    "Over its connection Roster doesn't hear what PostgreSQL notifies, as behind a pooler that lends its "
                            + "connections: each request asks the database what its token allows");
        }
    }

    private void heard(PgNotification notification) {
        String payload = notification.getPayload();
        if (!payload.startsWith(PROOF)) {
            tell(listener -> listener.heard(payload));
        } else if (payload.equals(awaited)) {
            proof.tryComplete(true);
        }
    }

    private void deaf() {
        if (hears) {
            hears = false;
            tell(NotificationListener::deaf);
        }
    }

    private void tell(Consumer<NotificationListener> news) {
        listeners.forEach(news);
    }
}
