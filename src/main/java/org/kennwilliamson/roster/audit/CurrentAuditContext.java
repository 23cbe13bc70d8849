package org.kennwilliamson.roster.audit;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.platform.http.ClientAddresses;
import org.kennwilliamson.roster.platform.log.RequestId;

/** Finds the actor of the request at hand. */
@Singleton
public class CurrentAuditContext {

    private final CurrentVertxRequest request;
    private final Caller caller;
    private final ClientAddresses clients;

    CurrentAuditContext(CurrentVertxRequest request, Caller caller, ClientAddresses clients) {
        this.request = request;
        this.caller = caller;
        this.clients = clients;
    }

    /** The caller of the request at hand, and from where. */
    public AuditContext current() {
        RoutingContext context = request.getCurrent();
        return new AuditContext(
                caller.subject().orElse(AuditContext.ANONYMOUS),
                clients.address(context.request()),
                RequestId.of(context.request()));
    }
}
