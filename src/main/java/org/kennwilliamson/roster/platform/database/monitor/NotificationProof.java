package org.kennwilliamson.roster.platform.database.monitor;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Sql;

/**
 * Whether a connection hears what another one notifies. What looks like a session may be lent by a pooler, which takes the
 * command to listen and never delivers anything.
 */
public final class NotificationProof {

    private static final Sql NOTIFY =
            new Sql("notification-proof.notify", "select true as notified from pg_notify($1, $2)");

    /** What a proof says begins like this; what the schema's triggers say never does. */
    private static final String PROOF = "proof:";

    private static final Duration DELIVERY = Duration.ofSeconds(1);
    private static final Duration SENDING = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Database database;

    private String awaited;
    private Promise<Boolean> proof;

    NotificationProof(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Whether a connection that is opened as the service opens its own hears; fails if it can't be opened. */
    public static Uni<Boolean> of(CommandDatabase command) {
        NotificationProof proof = new NotificationProof(command.vertx(), command.database());
        return UniHelper.toUni(command.database().connect().compose(connection -> proof.listen(connection, news -> {})
                .compose(ignored -> proof.attempt())
                .onComplete(ignored -> connection.close())));
    }

    /**
     * Listens over a connection.
     *
     * @param news is given what is no proof
     */
    Future<Void> listen(PgConnection connection, Consumer<String> news) {
        connection.notificationHandler(notification -> heard(notification, news));
        return connection
                .query("listen " + NotificationListener.CHANNEL)
                .execute()
                .mapEmpty();
    }

    /** Whether a notification arrives; fails if it couldn't be sent. */
    Future<Boolean> attempt() {
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

    private void heard(PgNotification notification, Consumer<String> news) {
        String payload = notification.getPayload();
        if (!payload.startsWith(PROOF)) {
            news.accept(payload);
        } else if (payload.equals(awaited)) {
            proof.tryComplete(true);
        }
    }
}
