package org.kennwilliamson.roster.platform.database.monitor;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.LoggedCauses;
import org.kennwilliamson.roster.platform.database.SchemaReady;
import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * Looks at the database twice a second over a connection of its own, so that probes are answered at once from what it
 * last saw, however busy the pools are. The same connection listens to what PostgreSQL notifies.
 */
@Singleton
public class DatabaseMonitor {

    private static final long EVERY_MILLIS = 400;
    private static final int LOOKS_PER_COUNT = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Database database;
    private final Clock clock;
    private final NotificationChannel channel;
    private final LoggedCauses causes = new LoggedCauses();

    private volatile DatabaseStatus sight;
    /** The newest migration that this program knows; empty while it is still starting. */
    private volatile Optional<String> schemaNeeded = Optional.empty();

    private volatile boolean stopped;

    /** These two belong to the one event loop on which everything here happens. */
    private PgConnection connection;

    private int looks;

    DatabaseMonitor(Vertx vertx, Database database, Clock clock, @All List<NotificationListener> listeners) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        this.channel = new NotificationChannel(vertx, database, listeners);
        sight = DatabaseStatus.nothingYet(clock.instant());
    }

    /** What the last look saw. Never waits. */
    public DatabaseStatus sight() {
        return sight;
    }

    void onStart(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(ignored -> look());
    }

    void onSchemaReady(@Observes SchemaReady event) {
        schemaNeeded = Optional.of(event.version());
    }

    void onStop(@Observes Shutdown event) {
        stopped = true;
    }

    private void look() {
        looks++;
        Promise<Void> seen = Promise.promise();
        long patience = vertx.setTimer(
                PATIENCE.toMillis(), ignored -> seen.tryFail(new TimeoutException("no answer within 5 seconds")));
        connected()
                .compose(open -> open.query(MonitorSql.PING.text())
                        .execute()
                        .compose(rows -> answered(open, rows.iterator().next())))
                .onSuccess(ignored -> seen.tryComplete())
                .onFailure(seen::tryFail);
        seen.future().onFailure(this::lost).onComplete(ignored -> {
            vertx.cancelTimer(patience);
            lookAgain();
        });
    }

    private void lookAgain() {
        if (!stopped) {
            vertx.setTimer(EVERY_MILLIS, ignored -> look());
        } else if (connection != null) {
            connection.close();
        }
    }

    private Future<PgConnection> connected() {
        if (connection != null) {
            return Future.succeededFuture(connection);
        }
        int look = looks;
        return database.connect().compose(open -> look == looks ? kept(open) : tooLate(open));
    }

    private Future<PgConnection> kept(PgConnection open) {
        connection = open;
        // Else Vert.x prints the failure on standard error, with its trace. What it ends is told by the close.
        open.exceptionHandler(ignored -> {});
        open.closeHandler(ignored -> lost(new IOException("the connection was closed")));
        return Future.succeededFuture(open);
    }

    /** Its look was given up, and another may have connected meanwhile: one connection is enough. */
    private static Future<PgConnection> tooLate(PgConnection open) {
        return open.close().compose(ignored -> Future.failedFuture("came too late"));
    }

    /** An answer that comes when its connection was given up already says nothing of the next one. */
    private Future<Void> answered(PgConnection from, Row row) {
        if (from != connection) {
            return Future.failedFuture("came too late");
        }
        Optional<String> refusal = MonitorSql.refusal(row);
        DatabaseStatus before = sight;
        sight = before.answered(clock.instant(), MonitorSql.server(row), refusal);
        tellOfAnswer(before);
        if (before.refusal().isPresent() && refusal.isEmpty()
                || before.server().filter(sight::isOfAnother).isPresent()) {
            database.reconnect();
        }
        if (refusal.isPresent()) {
            // Another connection may lead to a server that takes writes, or be told that this one does.
            disconnect();
            return Future.succeededFuture();
        }
        if (schemaNeeded.isEmpty()) {
            return Future.succeededFuture();
        }
        return channel.looked(from, row.getInteger("backend"), row.getBoolean("listening"))
                .compose(ignored -> countWhenDue(from));
    }

    private Future<Void> countWhenDue(PgConnection open) {
        boolean due = looks % LOOKS_PER_COUNT == 0;
        if (due) {
            database.ping();
        }
        // Readiness waits for a schema that is behind.
        if (!due && sight.hasSchema(schemaNeeded.orElseThrow())) {
            return Future.succeededFuture();
        }
        Future<Void> looked =
                atOnce(open, MonitorSql.SCHEMA_VERSION, row -> sight = sight.migrated(row.getString("schema_version")));
        return due
                ? looked.compose(
                        ignored -> atOnce(open, MonitorSql.COUNT, row -> sight = sight.counted(MonitorSql.users(row))))
                : looked;
    }

    /** What can't be known at once stays as it was; only a connection that is lost is a failure. */
    private Future<Void> atOnce(PgConnection open, Sql sql, Consumer<Row> then) {
        return open.query(MonitorSql.AT_ONCE + sql.text())
                .execute()
                .onSuccess(first -> first.next().next().forEach(then))
                .<Void>mapEmpty()
                .recover(failure ->
                        failure instanceof PgException ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private void tellOfAnswer(DatabaseStatus before) {
        if (before.fault().isPresent() && before.server().isPresent()) {
            Log.info("The database answers again");
        }
        if (!before.refusal().equals(sight.refusal())) {
            sight.refusal()
                    .ifPresentOrElse(
                            why -> Log.warnf("The database is %s", why),
                            () -> Log.info("The database takes writes again"));
        }
        causes.clear();
    }

    private void lost(Throwable failure) {
        String why = OneLine.of(failure);
        boolean gone = sight.fault().isEmpty();
        sight = sight.lost(why);
        // The start says itself what it waits for.
        if ((gone || schemaNeeded.isPresent()) && !stopped && causes.isNew(why)) {
            Log.warnf(gone ? "The database doesn't answer: %s" : "The database still doesn't answer: %s", why);
        }
        disconnect();
    }

    private void disconnect() {
        channel.lost();
        if (connection != null) {
            PgConnection old = connection;
            connection = null;
            old.closeHandler(null).close();
        }
    }
}
