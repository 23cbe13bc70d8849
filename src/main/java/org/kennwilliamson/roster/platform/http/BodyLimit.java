package org.kennwilliamson.roster.platform.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Refuses bodies over 64 KiB: by their announced length before a byte is read, otherwise as soon as there is one byte
 * too many.
 */
@Singleton
public class BodyLimit {

    static final int MOST_BYTES = 64 * 1024;

    private static final int TOO_LARGE = 413;
    private static final int FIRST = 1_000;

    private final BodyHandler chunked = BodyHandler.create(false).setBodyLimit(MOST_BYTES);

    void install(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > MOST_BYTES) {
            context.fail(TOO_LARGE);
        } else if (length == null && context.request().headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            chunked.handle(context);
        } else {
            context.next();
        }
    }
}
