package org.kennwilliamson.roster.platform.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.AsyncResultUni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * The requests' ways to PostgreSQL. Short reads share few connections that pipeline, one for each event loop;
 * transactions and whatever may take long or wait for a lock have a pool beside them, so that nothing slow stands in
 * front of a short read. Together with the monitor's they never hold more than {@code DB_MAX_CONNECTIONS}.
 */
@Singleton
public class Database implements Statements {

    /** Requests that may wait for a connection; who comes after them is told at once to come back later. */
    private static final int MOST_WAITING = 1_000;

    /** The server ends a statement after 30 seconds; when even its error doesn't arrive, the connection hangs. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(35);

    private static final int MOST_REPETITIONS = 2;

    private static final String READS = "reads";
    private static final String WRITES = "writes";

    private final Vertx vertx;
    private final DatabaseSettings settings;
    private final RenewableClient<SqlClient> pipelined;
    private final RenewableClient<Pool> pool;

    Database(Vertx vertx, DatabaseSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        pipelined = new RenewableClient<>(this::pipelinedClient);
        pool = new RenewableClient<>(this::pool);
    }

    /** Runs a short read over a pipelined connection. Fails as {@link #run} does. */
    public Uni<RowSet<Row>> read(Sql sql, Tuple arguments) {
        return answer(pipelined, client -> client.preparedQuery(sql.text()).execute(arguments), longest())
                .onFailure(DatabaseUnavailableException.class)
                .transform(DatabaseUnavailableException::ofRead);
    }

    /** Runs a statement over a connection of its own: a write, or a read that may take long. */
    @Override
    public Uni<RowSet<Row>> run(Sql sql, Tuple arguments) {
        return answer(pool, client -> client.preparedQuery(sql.text()).execute(arguments), longest());
    }

    /**
     * Runs what {@code work} does with its statements in one transaction, rolled back where it fails, and repeated where
     * PostgreSQL chose it to end a deadlock.
     */
    public <T> Uni<T> inTransaction(Function<Statements, Uni<T>> work) {
        return answer(
                pool,
                client -> client.withTransaction(connection -> UniHelper.toFuture(work.apply((sql, arguments) ->
                        within(() -> connection.preparedQuery(sql.text()).execute(arguments), LONGEST_STATEMENT)))),
                longest().plus(LONGEST_STATEMENT));
    }

    /** Opens a connection outside the pools, for the monitor alone. */
    public Future<PgConnection> connect() {
        return PgConnection.connect(vertx, ConnectOptions.of(settings.service(), "monitor"));
    }

    /** Opens the connections that are always ready. To be called off the event loops, which it spreads them over. */
    public Future<Void> warmUp() {
        return Future.all(IntStream.range(0, settings.pipelinedConnections())
                        .mapToObj(i -> pipelined.get().query("select 1").execute())
                        .toList())
                .mapEmpty();
    }

    @PreDestroy
    void close() {
        pipelined.get().close();
        pool.get().close();
    }

    private Duration longest() {
        return settings.acquireTimeout().plus(LONGEST_STATEMENT);
    }

    private SqlClient pipelinedClient() {
        return PgBuilder.client()
                .with(poolOptions(READS, settings.pipelinedConnections()))
                .connectingTo(ConnectOptions.of(settings.service(), READS))
                .using(vertx)
                .build();
    }

    private Pool pool() {
        return PgBuilder.pool()
                .with(poolOptions(WRITES, settings.pooledConnections())
                        .setConnectionTimeout((int) settings.acquireTimeout().toSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(plannedForValues(ConnectOptions.of(settings.service(), WRITES)))
                .using(vertx)
                .build();
    }

    private static <T, C extends SqlClient> Uni<T> answer(
            RenewableClient<C> renewable, Function<C, Future<T>> call, Duration limit) {
        return Uni.createFrom()
                .deferred(() -> {
                    C client = renewable.get();
                    return within(() -> call.apply(client), limit)
                            .onFailure(TimeoutException.class)
                            .invoke(() -> renewable.renew(client));
                })
                .onFailure(FailureTranslator::isDeadlock)
                .retry()
                .atMost(MOST_REPETITIONS)
                .onFailure()
                .transform(FailureTranslator::translate);
    }

    private static <T> Uni<T> within(Supplier<Future<T>> call, Duration limit) {
        return AsyncResultUni.toUni(handler ->
                call.get().timeout(limit.toMillis(), TimeUnit.MILLISECONDS).onComplete(handler));
    }

    private static PoolOptions poolOptions(String name, int size) {
        return new PoolOptions().setName(name).setMaxSize(size).setMaxWaitQueueSize(MOST_WAITING);
    }

    /** A search's best plan depends on what is searched, so these connections plan each statement for its values. */
    private static PgConnectOptions plannedForValues(PgConnectOptions options) {
        return options.addProperty("plan_cache_mode", "force_custom_plan");
    }
}
