package org.kennwilliamson.roster.platform.database;

import java.util.function.Supplier;

import io.quarkus.logging.Log;
import io.vertx.sqlclient.SqlClient;

/**
 * A client that is made anew when one of its connections hangs. The server ends every statement in time, so that an answer
 * which never comes means a connection that is dead without having been closed: a network that was cut, a host that froze.
 */
final class RenewableClient<C extends SqlClient> {

    private final Supplier<C> maker;
    private volatile C client;

    RenewableClient(Supplier<C> maker) {
        this.maker = maker;
        client = maker.get();
    }

    C get() {
        return client;
    }

    /** Replaces the client that hung, once, however many of its statements find that out. */
    synchronized void renew(C hung) {
        if (client == hung) {
            Log.warn("A connection to the database doesn't answer any more; opening new ones");
            client = maker.get();
            hung.close();
        }
    }
}
