package org.kennwilliamson.roster.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** Headers that keep a browser from making more of an answer than it is. */
@Singleton
public class SecurityHeaders {

    private static final int BEFORE_ANYTHING_ANSWERS = 1_900;
    private static final String ONE_YEAR = "max-age=31536000";

    private final Clients clients;

    SecurityHeaders(Clients clients) {
        this.clients = clients;
    }

    void install(@Observes Filters filters) {
        filters.register(this::add, BEFORE_ANYTHING_ANSWERS);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        if (!context.request().path().startsWith("/q/")) {
            // Data, not pages: nothing in an answer is ever run, shown in a frame or followed.
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            headers.set("Referrer-Policy", "no-referrer");
        }
        if (clients.isSecure(context.request())) {
            // Without TLS it must not be sent: RFC 6797, section 7.2.
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
        context.next();
    }
}
