package org.kennwilliamson.roster.platform.http;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Hangs up on clients that send a body drop by drop: these hold a connection, and outlast their access. */
@Singleton
public class BodyTimeout {

    private static final int FIRST_OF_ALL = 2_100;

    /** Longer than a request may wait for a database that hangs: until then its body isn't read. */
    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(90);

    void install(@Observes Filters filters) {
        filters.register(BodyTimeout::watch, FIRST_OF_ALL);
    }

    private static void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasBody(request.headers())) {
            long timer = context.vertx().setTimer(LONGEST_MILLIS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && !length.equals("0") || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
