package org.kennwilliamson.roster.platform.metrics;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;

/** The template of the operation that a request found, {@code /v1/users/{id}}: what may be told of its path. */
public final class RouteTemplate {

    /** Where the framework keeps it for its metrics. */
    static final String KEY = "UrlPathTemplate";

    private RouteTemplate() {}

    /** Of a request; null if it found none. */
    public static String of(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context().getLocal(KEY);
    }
}
