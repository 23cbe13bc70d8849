package org.kennwilliamson.roster.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.kennwilliamson.roster.platform.log.RequestId;
import org.kennwilliamson.roster.platform.metrics.RouteTemplate;
import org.kennwilliamson.roster.platform.trace.RequestTrace;
import org.kennwilliamson.roster.platform.trace.TraceParent;
import org.kennwilliamson.roster.platform.trace.Traces;

/**
 * Has each request of the API's port traced, if traces are on. A span has the template of its route, never the address:
 * that may have an id or somebody's e-mail address in it.
 */
@Singleton
class RequestSpans {

    /** Once the request has its name. */
    private static final int AFTER_NAME = 1_950;

    private static final int SERVER_ERROR = 500;

    /** A client may send any other word as its method. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

    private final Traces traces;

    RequestSpans(Traces traces) {
        this.traces = traces;
    }

    void install(@Observes Filters filters) {
        if (traces.areOn()) {
            filters.register(this::trace, AFTER_NAME);
        }
    }

    private void trace(RoutingContext context) {
        traces.begin(TraceParent.of(context.request().headers().getAll(TraceParent.HEADER)))
                .ifPresent(trace -> context.addEndHandler(ended -> end(context, trace)));
        context.next();
    }

    private static void end(RoutingContext context, RequestTrace trace) {
        HttpServerRequest request = context.request();
        Map<String, Object> attributes = new LinkedHashMap<>();
        boolean known = METHODS.contains(request.method().name());
        attributes.put("http.request.method", known ? request.method().name() : "_OTHER");
        attributes.put("url.scheme", request.scheme());
        attributes.put("roster.request.id", RequestId.of(request));
        String route = RouteTemplate.of(request);
        if (route != null) {
            attributes.put("http.route", route);
        }
        boolean answered = context.response().headWritten();
        int status = context.response().getStatusCode();
        boolean failed = answered && status >= SERVER_ERROR;
        if (answered) {
            attributes.put("http.response.status_code", (long) status);
        }
        if (failed || !answered) {
            // The client may have gone away before it was answered.
            attributes.put("error.type", answered ? Integer.toString(status) : "closed");
        }
        String method = known ? request.method().name() : "HTTP";
        trace.end(route == null ? method : method + " " + route, attributes, failed);
    }
}
