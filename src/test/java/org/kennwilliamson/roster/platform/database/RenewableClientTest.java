package org.kennwilliamson.roster.platform.database;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;

import static org.assertj.core.api.Assertions.assertThat;

/** Found by the fault run: after a restart of PostgreSQL there were twice as many connections as may be. */
class RenewableClientTest {

    private final Vertx vertx = Vertx.vertx();

    /** When the first, second, … client may open connections, and when it has closed all of them. */
    private final List<Future<Void>> rooms = new ArrayList<>();

    private final List<Promise<Void>> closed = new ArrayList<>();

    /** How many were told to close. */
    private final AtomicInteger asked = new AtomicInteger();

    private final RenewableClient<SqlClient> renewable = new RenewableClient<>(vertx, this::make);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aSuccessorOpensNoConnectionBeforeThoseBeforeItAreClosed() {
        assertThat(rooms.get(0).isComplete()).isTrue();

        renewable.renew();
        renewable.renew();
        assertThat(rooms.get(1).isComplete()).isFalse();
        closed.get(1).complete();
        assertThat(rooms.get(2).isComplete()).as("the first one's are open").isFalse();
        closed.get(0).complete();

        assertThat(rooms).allMatch(Future::succeeded);
    }

    @Test
    void oneWhoseConnectionsAreDeadKeepsItsSuccessorWaitingForAMomentOnly() {
        renewable.renew();

        Ready.until("it gives up", () -> rooms.get(1).succeeded());
        assertThat(closed.get(0).future().isComplete()).isFalse();
    }

    /** A table was altered: what is under way may finish. */
    @Test
    void oneWhoseStatementsAreStaleIsClosedAMomentLater() {
        renewable.renewStale(renewable.get());
        assertThat(asked).hasValue(0);
        assertThat(rooms.get(1).isComplete()).isFalse();

        Ready.until("it is closed", () -> asked.get() == 1);
        closed.get(0).complete();
        Ready.until("there is room", () -> rooms.get(1).succeeded());
    }

    private SqlClient make(Future<Void> room) {
        Promise<Void> close = Promise.promise();
        rooms.add(room);
        closed.add(close);
        return (SqlClient) Proxy.newProxyInstance(
                SqlClient.class.getClassLoader(), new Class<?>[] {SqlClient.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("close");
                    asked.incrementAndGet();
                    return close.future();
                });
    }
}
