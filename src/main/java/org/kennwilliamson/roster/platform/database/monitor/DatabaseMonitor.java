package org.kennwilliamson.roster.platform.database.monitor;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.SchemaReady;
import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.Server;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.Users;

/**
 * Looks at the database twice a second over a connection of its own, so that probes are answered at once from what it
 * last saw, however busy the pools are. The same connection listens to what PostgreSQL notifies.
 */
@Singleton
public class DatabaseMonitor {

    private static final Sql PING =
            new Sql("select 1 as one, now() as time, current_setting('server_version') as version");

    /** Exact while that is cheap, the planner's estimate beyond; at least what was seen, where it never was analysed. */
    private static final Sql COUNT = new Sql("""
            with first_users as (
                select count(*) as seen from (select from users limit 10001) as few
            )
            select case
                    when seen <= 10000 then seen
                    else greatest(seen, (select reltuples::bigint from pg_class where oid = 'users'::regclass))
                end as users,
                seen <= 10000 as exact,
                (
                    select version from flyway_schema_history
                    where success and version is not null
                    order by installed_rank desc limit 1
                ) as schema_version
            from first_users
            """);

    private static final long EVERY_MILLIS = 400;
    private static final int LOOKS_PER_COUNT = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Database database;
    private final Clock clock;
    private final List<NotificationListener> listeners;

    private volatile DatabaseStatus sight;
    private volatile boolean schemaReady;
    private volatile boolean stopped;

    /** These two belong to the one event loop on which everything here happens. */
    private PgConnection connection;

    private int looks;

    DatabaseMonitor(Vertx vertx, Database database, Clock clock, @All List<NotificationListener> listeners) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        this.listeners = listeners;
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
        schemaReady = true;
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
                .compose(open -> open.preparedQuery(PING.text())
                        .execute()
                        .onSuccess(rows -> answered(rows.iterator().next()))
                        .onSuccess(ignored -> tell(open, NotificationListener::upToDate)))
                .compose(ignored -> countWhenDue())
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
        open.closeHandler(ignored -> lost(new IOException("the connection was closed")));
        open.notificationHandler(
                notification -> listeners.forEach(listener -> listener.heard(notification.getPayload())));
        return open.query("listen " + NotificationListener.CHANNEL).execute().map(listening -> {
            tell(open, NotificationListener::listening);
            return open;
        });
    }

    /** An answer that comes when its connection was given up already says nothing of the next one. */
    private void tell(PgConnection from, Consumer<NotificationListener> news) {
        if (from == connection) {
            listeners.forEach(news);
        }
    }

    /** Its look was given up, and another may have connected meanwhile: one connection is enough. */
    private static Future<PgConnection> tooLate(PgConnection open) {
        return open.close().compose(ignored -> Future.failedFuture("came too late"));
    }

    private Future<Void> countWhenDue() {
        boolean due = sight.users().isEmpty() || looks % LOOKS_PER_COUNT == 0;
        if (!schemaReady || !due) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(COUNT.text())
                .execute()
                .onSuccess(rows -> counted(rows.iterator().next()))
                .mapEmpty();
    }

    private void answered(Row row) {
        DatabaseStatus before = sight;
        sight = before.answered(clock.instant(), new Server(row.getOffsetDateTime("time"), row.getString("version")));
        before.fault()
                .filter(fault -> before.server().isPresent())
                .ifPresent(fault -> Log.info("The database is back"));
    }

    private void counted(Row row) {
        sight = sight.counted(
                new Users(row.getLong("users"), row.getBoolean("exact")), row.getString("schema_version"));
    }

    private void lost(Throwable failure) {
        DatabaseStatus before = sight;
        sight = before.lost(String.valueOf(failure.getMessage()));
        if (before.fault().isEmpty() && !stopped) {
            Log.warnf("The database is gone: %s", failure.getMessage());
        }
        listeners.forEach(NotificationListener::deaf);
        if (connection != null) {
            PgConnection broken = connection;
            connection = null;
            broken.closeHandler(null).close();
        }
    }
}
