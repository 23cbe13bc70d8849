package org.kennwilliamson.roster.platform.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Headers that keep a browser from making more of an answer than it is. */
@Singleton
public class SecurityHeaders {

    private static final int BEFORE_ANYTHING_ANSWERS = 1_900;

    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence TRANSPORT_SECURITY = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence ONE_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    private final ClientAddresses clients;

    SecurityHeaders(ClientAddresses clients) {
        this.clients = clients;
    }

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    addTo(context.request());
                    context.next();
                },
                BEFORE_ANYTHING_ANSWERS);
    }

    /** Adds them to the answer to a request. */
    void addTo(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (!request.path().startsWith("/q/")) {
            // Data, not pages: nothing in an answer is ever run, shown in a frame or followed.
            headers.set(CONTENT_SECURITY_POLICY, NOTHING);
            headers.set(REFERRER_POLICY, NO_REFERRER);
        }
        if (clients.isSecure(request)) {
            // Without TLS it must not be sent: RFC 6797, section 7.2.
            headers.set(TRANSPORT_SECURITY, ONE_YEAR);
        }
    }
}
