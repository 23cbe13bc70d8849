package org.kennwilliamson.roster.platform.database;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.AsyncResultUni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.log.SlowStatements;
import org.kennwilliamson.roster.platform.metrics.StatementTimes;

/**
 * The requests' ways to PostgreSQL. Short reads share few connections that pipeline, one for each event loop;
 * transactions and what may take long or wait for a lock have a pool beside them, so that nothing slow stands in
 * front of a short read. Together with the monitor's they never hold more than {@code DB_MAX_CONNECTIONS}.
 */
@Singleton
public class Database implements Statements {

    /** The server ends a statement after 30 seconds; when even its error doesn't arrive, the connection hangs. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(35);

    /** For how long a short read that met a lock has a connection of its own. */
    private static final Duration LOCKED = Duration.ofSeconds(5);

    /** The monitor asks more than twice a second, and gives up an answer, and with it the connection, after 5 seconds. */
    private static final int LONGEST_SILENCE_SECONDS = 6;

    private static final int MOST_REPETITIONS = 2;

    private final Vertx vertx;
    private final DatabaseSettings settings;
    private final StatementTimes times;
    private final SlowStatements slow;
    private final HostSearch hosts;
    private final RenewableClient<SqlClient> pipelined;
    private final RenewableClient<Pool> pool;

    /** Short reads that met a lock, and when they did. */
    private final ConcurrentMap<Sql, Long> locked = new ConcurrentHashMap<>();

    Database(Vertx vertx, DatabaseSettings settings, StatementTimes times, SlowStatements slow) {
        this.vertx = vertx;
        this.settings = settings;
        this.times = times;
        this.slow = slow;
        hosts = new HostSearch(vertx, settings.service());
        pipelined = new RenewableClient<>(vertx, room -> DatabaseClients.pipelined(vertx, settings, hosts, room));
        pool = new RenewableClient<>(vertx, room -> DatabaseClients.pool(vertx, settings, hosts, room));
    }

    /**
     * Runs a short read over a pipelined connection; one that meets a lock goes on over a connection of its own, so that
     * no other stands behind it. Fails as {@link #run} does.
     */
    public Uni<RowSet<Row>> read(Sql sql, Tuple arguments) {
        return (isLocked(sql) ? run(sql, arguments) : pipelinedOrPooled(sql, arguments))
                .onFailure(DatabaseUnavailableException.class)
                .transform(DatabaseUnavailableException::ofRead);
    }

    /** Over the pipelined client, but over the pool if it meets a lock: what comes behind it in the pipeline waits too. */
    private Uni<RowSet<Row>> pipelinedOrPooled(Sql sql, Tuple arguments) {
        return answer(pipelined, client -> execute(client, sql, arguments), LONGEST_STATEMENT)
                .onFailure(FailureTranslator::isLocked)
                .invoke(() -> locked.put(sql, System.nanoTime()))
                .onFailure(FailureTranslator::isLocked)
                .recoverWithUni(() -> run(sql, arguments))
                .onFailure()
                .transform(FailureTranslator::translate);
    }

    /** Runs a statement over a connection of its own: a write, or a read that may take long. */
    @Override
    public Uni<RowSet<Row>> run(Sql sql, Tuple arguments) {
        return answer(
                        pool,
                        client -> client.withConnection(connection -> execute(connection, sql, arguments)),
                        longest())
                .onFailure()
                .transform(FailureTranslator::translate);
    }

    /**
     * Runs what {@code work} does with its statements in one transaction, rolled back if it fails, and repeated if
     * PostgreSQL chose it to end a deadlock, or if its connection can't go on.
     */
    public <T> Uni<T> inTransaction(Function<Statements, Uni<T>> work) {
        return answer(
                        pool,
                        client -> client.withTransaction(connection -> UniHelper.toFuture(work.apply((sql, arguments) ->
                                within(() -> execute(connection, sql, arguments), LONGEST_STATEMENT)))),
                        longest().plus(LONGEST_STATEMENT))
                .onFailure()
                .transform(FailureTranslator::translate);
    }

    /** Opens a connection outside the pools, for the monitor alone; silence closes it, also while it is being opened. */
    public Future<PgConnection> connect() {
        return hosts.options("monitor").compose(options -> {
            options.setIdleTimeout(LONGEST_SILENCE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
            return PgConnection.connect(vertx, options);
        });
    }

    /** Opens the connections that are always ready. To be called off the event loops, which it spreads them over. */
    public Future<Void> warmUp() {
        return Future.all(IntStream.range(0, settings.pipelinedConnections())
                        .mapToObj(i -> pipelined.get().query("select 1").execute())
                        .toList())
                .mapEmpty();
    }

    /** Opens all connections but the monitor's again: those that are open may lead to another server, or take no writes. */
    public void reconnect() {
        pipelined.renew();
        pool.renew();
    }

    /**
     * Asks something over each connection that pipelines, so that one that is dead without having been closed is found
     * before a request finds it. Never fails.
     */
    public void ping() {
        VertxInternal internal = (VertxInternal) vertx;
        for (EventExecutor loop : internal.getEventLoopGroup()) {
            internal.createEventLoopContext(
                            (EventLoop) loop, null, Thread.currentThread().getContextClassLoader())
                    .runOnContext(ignored -> answer(
                                    pipelined,
                                    client -> client.query("select 1").execute(),
                                    LONGEST_STATEMENT)
                            .subscribe()
                            .with(answered -> {}, failed -> {}));
        }
    }

    @PreDestroy
    void close() {
        pipelined.get().close();
        pool.get().close();
    }

    private Duration longest() {
        return settings.acquireTimeout().plus(LONGEST_STATEMENT);
    }

    private boolean isLocked(Sql sql) {
        Long since = locked.isEmpty() ? null : locked.get(sql);
        if (since == null) {
            return false;
        }
        if (System.nanoTime() - since < LOCKED.toNanos()) {
            return true;
        }
        locked.remove(sql, since);
        return false;
    }

    /** From here on it is measured, with what a read waits for those that share its connection; the pool measures the others' wait. */
    private Future<RowSet<Row>> execute(SqlClient client, Sql sql, Tuple arguments) {
        String text = slow.request(sql.name()).map(sql::textFor).orElse(sql.text());
        return times.measured(sql.name(), client.preparedQuery(text).execute(arguments));
    }

    /** Repeats what didn't happen for a reason that lies in the connection. */
    private static <T, C extends SqlClient> Uni<T> answer(
            RenewableClient<C> renewable, Function<C, Future<T>> call, Duration limit) {
        return Uni.createFrom()
                .deferred(() -> {
                    C client = renewable.get();
                    return within(() -> call.apply(client), limit)
                            .onFailure(TimeoutException.class)
                            .invoke(() -> renewable.renewHung(client))
                            .onFailure(FailureTranslator::isOfConnection)
                            .invoke(() -> renewable.renewRefused(client))
                            .onFailure(FailureTranslator::isStalePlan)
                            .invoke(() -> renewable.renewStale(client));
                })
                .onFailure(FailureTranslator::isRepeatable)
                .retry()
                .atMost(MOST_REPETITIONS);
    }

    private static <T> Uni<T> within(Supplier<Future<T>> call, Duration limit) {
        return AsyncResultUni.toUni(handler ->
                call.get().timeout(limit.toMillis(), TimeUnit.MILLISECONDS).onComplete(handler));
    }
}
