package org.kennwilliamson.roster.platform.database;

import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * Finds the host to connect to, before each connection: after a failover another one is the primary. All are asked at once,
 * so that one that is gone without a word keeps nobody waiting.
 */
final class HostSearch {

    private static final Sql STATE = new Sql("host-search.state", """
            select pg_is_in_recovery() as standby, current_setting('transaction_read_only')::boolean as read_only
            """);

    /** How long one host may take to let a search in, and to answer it. */
    private static final int PATIENCE_SECONDS = 2;

    /** PostgreSQL's protocol, 55.2.10: what a client sends before it speaks TLS, and the answer of who does too. */
    private static final int TLS_REQUEST = 80_877_103;

    private static final byte TLS_OFFERED = 'S';

    private final Vertx vertx;
    private final DatabaseUrl url;
    private final NetClient net;

    /** Those that have offered TLS. */
    private final Set<HostAndPort> offering = ConcurrentHashMap.newKeySet();

    /** The search that is under way: whoever needs its result meanwhile shares it. */
    private Future<HostAndPort> search;

    HostSearch(Vertx vertx, DatabaseUrl url) {
        this.vertx = vertx;
        this.url = url;
        net = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)));
    }

    /** @param suits whether it is what the URL asks for */
    private record Answer(HostAndPort host, boolean suits) {}

    /**
     * Tells how to connect.
     *
     * @param purpose tells the connections apart in the metrics
     * @return options for the host that the URL asks for; for one that takes no writes if no other one answers
     */
    Future<PgConnectOptions> options(String purpose) {
        return host().map(host -> ConnectOptions.of(url, host, purpose)).compose(this::withoutTlsIfRefused);
    }

    /**
     * {@code sslmode=prefer}: the client leaves the connection open on which a server has refused TLS. The server waits a
     * minute for more of it, and one that is to stop waits with it. So what it would be told is asked here, and hung up.
     * Who offers TLS isn't asked again: it writes into its log that somebody hung up.
     */
    private Future<PgConnectOptions> withoutTlsIfRefused(PgConnectOptions options) {
        HostAndPort host = new HostAndPort(options.getHost(), options.getPort());
        if (options.getSslMode() != SslMode.PREFER || offering.contains(host)) {
            return Future.succeededFuture(options);
        }
        return net.connect(host.port(), host.host())
                .compose(socket -> offersTls(socket, options.getConnectTimeout()))
                .map(offered -> {
                    if (offered) {
                        offering.add(host);
                        return options;
                    }
                    return options.setSslMode(SslMode.DISABLE);
                });
    }

    /** @param patience how long the server may take to say so, in milliseconds */
    private static Future<Boolean> offersTls(NetSocket socket, int patience) {
        Promise<Boolean> offered = Promise.promise();
        socket.exceptionHandler(offered::tryFail);
        socket.closeHandler(closed -> offered.tryFail(new ConnectException("the connection was closed")));
        socket.handler(answer -> {
            offered.tryComplete(answer.getByte(0) == TLS_OFFERED);
            socket.close();
        });
        socket.write(Buffer.buffer().appendInt(2 * Integer.BYTES).appendInt(TLS_REQUEST))
                .onFailure(offered::tryFail);
        return offered.future()
                .timeout(patience, TimeUnit.MILLISECONDS)
                .onFailure(failure -> socket.close())
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new ConnectException("Timeout: no answer for " + patience + " ms")
                                : failure));
    }

    private synchronized Future<HostAndPort> host() {
        List<HostAndPort> hosts = url.hosts();
        if (hosts.size() == 1) {
            return Future.succeededFuture(hosts.get(0));
        }
        if (search == null || search.isComplete()) {
            search = search(hosts.stream().map(this::ask).toList());
        }
        return search;
    }

    private Future<HostAndPort> search(List<Future<Answer>> answers) {
        Promise<HostAndPort> found = Promise.promise();
        answers.forEach(answer -> answer.onComplete(ignored -> decide(answers, found)));
        return found.future();
    }

    private void decide(List<Future<Answer>> answers, Promise<HostAndPort> found) {
        Optional<Answer> right = answers.stream()
                // Unless only a primary will do, the order counts: nobody overtakes one that may still answer.
                .takeWhile(answer -> url.target().isForWrites() || answer.isComplete())
                .filter(Future::succeeded)
                .map(Future::result)
                .filter(Answer::suits)
                .findFirst();
        if (right.isPresent()) {
            found.tryComplete(right.get().host());
        } else if (answers.stream().allMatch(Future::isComplete)) {
            answers.stream()
                    .filter(Future::succeeded)
                    .findFirst()
                    .ifPresentOrElse(
                            any -> found.tryComplete(any.result().host()), () -> found.tryFail(nobody(answers)));
        }
    }

    private Future<Answer> ask(HostAndPort host) {
        PgConnectOptions options = ConnectOptions.of(url, host, "search");
        options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                .setIdleTimeout(PATIENCE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return withoutTlsIfRefused(options)
                .compose(known -> PgConnection.connect(vertx, known))
                .compose(connection -> connection
                        .query(STATE.text())
                        .execute()
                        .map(rows -> new Answer(host, suits(Rows.only(rows))))
                        .onComplete(ignored -> connection.close()));
    }

    private boolean suits(Row row) {
        return switch (url.target()) {
            case READ_WRITE -> !row.getBoolean("standby") && !row.getBoolean("read_only");
            case PRIMARY -> !row.getBoolean("standby");
            default -> true;
        };
    }

    private ConnectException nobody(List<Future<Answer>> answers) {
        return new ConnectException(IntStream.range(0, answers.size())
                .mapToObj(i ->
                        url.hosts().get(i) + ": " + OneLine.of(answers.get(i).cause()))
                .collect(Collectors.joining("; ")));
    }
}
