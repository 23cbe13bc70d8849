package org.kennwilliamson.roster.audit;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

import org.kennwilliamson.roster.http.RequestIds;

/** Finds out who is at work in the request at hand. */
@Singleton
public class Trails {

    private final CurrentVertxRequest request;

    Trails(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The trail of the request that calls this. */
    public Trail current() {
        RoutingContext context = request.getCurrent();
        SocketAddress remote = context.request().remoteAddress();
        return new Trail("anonymous", remote == null ? null : remote.hostAddress(), RequestIds.of(context));
    }
}
