package org.kennwilliamson.roster.idempotency;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a name that is empty: the framework takes it for one that wasn't sent, and the request would create twice. */
public class IdempotencyFilter {

    @ServerRequestFilter
    void requireName(HttpServerRequest request) {
        String header = request.getHeader(IdempotencyKey.HEADER);
        if (header != null) {
            IdempotencyKey.value(header);
        }
    }
}
