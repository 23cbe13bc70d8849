package org.kennwilliamson.roster.platform.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.kennwilliamson.roster.platform.log.RequestId;

/**
 * Names each request: by its {@code X-Request-Id}, if that is a name, or by a new one. The answer, the log and the
 * audit events bear it.
 */
@Singleton
public class RequestIds {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Before anything else, so that refusals are named too. */
    private static final int FIRST = 2_000;

    void install(@Observes Filters filters) {
        filters.register(RequestIds::name, FIRST);
    }

    private static void name(RoutingContext context) {
        RequestId.log(nameAnswer(context.request()));
        context.next();
    }

    /** Names the answer to a request, and gives the name. */
    static String nameAnswer(HttpServerRequest request) {
        String given = request.getHeader(RequestId.HEADER);
        String id = given != null && NAME.matcher(given).matches() ? given : anyId();
        request.response().putHeader(RequestId.HEADER, id);
        return id;
    }

    /** A UUID of version 4: RFC 9562, section 5.4. It names a request and is no secret, so it needs no secure source. */
    private static String anyId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }
}
