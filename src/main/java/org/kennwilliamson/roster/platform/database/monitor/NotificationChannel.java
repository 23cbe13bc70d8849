package org.kennwilliamson.roster.platform.database.monitor;

import java.util.List;
import java.util.function.Consumer;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;

import org.kennwilliamson.roster.platform.database.Database;

/**
 * Listens over the monitor's connection, and passes on what it hears. It counts as listening only once a {@link
 * NotificationProof} has arrived, and for as long as the same backend says that it listens. Belongs to one event loop.
 */
final class NotificationChannel {

    private static final int LOOKS_PER_PROOF = 25;

    private final NotificationProof proof;
    private final List<NotificationListener> listeners;

    private int backend;
    private boolean hears;
    private boolean warned;
    private int looksUntilProof;

    NotificationChannel(Vertx vertx, Database database, List<NotificationListener> listeners) {
        this.proof = new NotificationProof(vertx, database);
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
        return proof.listen(connection, news -> tell(listener -> listener.heard(news)))
                .compose(ignored -> proof.attempt()
                        .onSuccess(proven -> judge(proven, process))
                        .onFailure(unsent -> looksUntilProof = 0)
                        .otherwiseEmpty())
                .mapEmpty();
    }

    /** Its connection is gone: the next one is tried at once. */
    void lost() {
        looksUntilProof = 0;
        deaf();
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
                            + "connections: each request asks the database what its token allows, until DATABASE_URL names "
                            + "PostgreSQL itself, or the pooler lends it a session");
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
