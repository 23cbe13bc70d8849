package org.kennwilliamson.roster.idempotency;

import java.lang.reflect.Method;
import java.util.Arrays;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.container.ResourceInfo;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a name that is empty: the framework takes it for one that wasn't sent, and the request would create twice. */
public class IdempotencyFilter {

    @ServerRequestFilter
    void requireName(ResourceInfo operation, HttpServerRequest request) {
        String header = request.getHeader(IdempotencyKey.HEADER);
        if (header != null && header.isEmpty() && takesName(operation.getResourceMethod())) {
            IdempotencyKey.value(header);
        }
    }

    private static boolean takesName(Method operation) {
        return Arrays.stream(operation.getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .anyMatch(header -> header != null && header.value().equals(IdempotencyKey.HEADER));
    }
}
