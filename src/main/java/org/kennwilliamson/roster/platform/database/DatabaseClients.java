package org.kennwilliamson.roster.platform.database;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.search.Search;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;

/** Makes the two clients of the requests; each opens no connection before there is room for it. */
final class DatabaseClients {

    /** Requests that may wait for a connection; who comes after them is told at once to come back later. */
    private static final int MOST_WAITING = 1_000;

    /** A connection that nobody has used for so long is closed, before a firewall forgets it. */
    private static final int IDLE_SECONDS = 60;

    /** How long a short read waits for a lock while others stand behind it. */
    private static final String LOCK_TIMEOUT = "250ms";

    private static final String READS = "reads";
    private static final String WRITES = "writes";

    private DatabaseClients() {}

    /** For short reads, which share few connections. A time limit of its own would fail some of them twice. */
    static SqlClient pipelined(Vertx vertx, DatabaseSettings settings, HostSearch hosts, Future<Void> room) {
        return PgBuilder.client()
                .with(poolOptions(READS, settings.pipelinedConnections()).setConnectionTimeout(0))
                .connectingTo(() -> room.compose(free -> hosts.options(READS)).map(SqlConnectOptions.class::cast))
                .withConnectHandler(DatabaseClients::limitWaiting)
                .using(vertx)
                .build();
    }

    /** For what has a connection of its own. */
    static Pool pool(Vertx vertx, DatabaseSettings settings, HostSearch hosts, Future<Void> room) {
        return PgBuilder.pool()
                .with(poolOptions(WRITES, settings.pooledConnections())
                        .setConnectionTimeout((int) settings.acquireTimeout().toSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(() -> room.compose(free -> hosts.options(WRITES)).map(SqlConnectOptions.class::cast))
                .using(vertx)
                .build();
    }

    /** The framework's gauges stay those of the first client of a name, even if another has replaced it. */
    private static void forgetGauges(String name) {
        Search.in(Metrics.globalRegistry)
                .name(metric -> metric.startsWith("sql.pool."))
                .tag("pool.name", name)
                .gauges()
                .forEach(Metrics.globalRegistry::remove);
    }

    /**
     * Not as a parameter of the start, which a pooler would have to know. A pooler that lends its connections would give
     * others this limit: behind one, the process isn't the one that the client was told of.
     */
    private static void limitWaiting(SqlConnection connection) {
        connection
                .query("select set_config('lock_timeout', '%s', false) where pg_backend_pid() = %d"
                        .formatted(LOCK_TIMEOUT, ((PgConnection) connection).processId()))
                .execute()
                .onComplete(ignored -> connection.close());
    }

    private static PoolOptions poolOptions(String name, int size) {
        forgetGauges(name);
        return new PoolOptions().setName(name).setMaxSize(size).setMaxWaitQueueSize(MOST_WAITING);
    }
}
