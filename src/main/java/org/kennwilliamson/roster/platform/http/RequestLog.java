package org.kennwilliamson.roster.platform.http;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.log.LogField;
import org.kennwilliamson.roster.platform.metrics.RouteTemplate;

/**
 * A line for each request of the API: its method, the template of its path, the status of its answer, how long that took,
 * and the subject of its token; never a path, a query, a header or a body. A slow one is a warning. Who reads the log too
 * slowly misses lines, since the event loop doesn't wait for that.
 */
@Singleton
public class RequestLog {

    private static final Logger LOG = Logger.getLogger(RequestLog.class);

    /** Before the filter that names requests, so that nothing goes by unmeasured. */
    private static final int FIRST_OF_ALL = 2_200;

    private static final int UNAVAILABLE = 503;

    private static final LogField NO_ROUTE = new LogField(LogField.ROUTE, null, "-");
    private static final LogField NO_ANSWER = new LogField(LogField.STATUS, null, "gone");
    private static final LogField NOBODY = new LogField(LogField.ACTOR, null, "anonymous");

    private final boolean all;
    private final Duration slow;

    RequestLog(Variables variables) {
        all = variables.text(Setting.LOG_REQUESTS).equals("on");
        slow = variables.duration(Setting.SLOW_REQUEST);
    }

    void install(@Observes Filters filters) {
        filters.register(this::begin, FIRST_OF_ALL);
    }

    private void begin(RoutingContext context) {
        long began = System.nanoTime();
        context.addEndHandler(ended -> end(context, System.nanoTime() - began, ended.succeeded()));
        context.next();
    }

    private void end(RoutingContext context, long nanos, boolean answered) {
        boolean isSlow = nanos >= slow.toNanos();
        if (!all && (!isSlow || context.response().getStatusCode() == UNAVAILABLE)) {
            // Requests that get no answer from the database are told of together.
            return;
        }
        LOG.logf(
                isSlow ? Logger.Level.WARN : Logger.Level.INFO,
                isSlow ? "Slow: %s %s %s in %s by %s" : "%s %s %s in %s by %s",
                LogField.of(LogField.METHOD, context.request().method().name()),
                route(context),
                answered ? LogField.of(LogField.STATUS, context.response().getStatusCode()) : NO_ANSWER,
                new LogField(LogField.DURATION, nanos, Duration.ofNanos(nanos).toMillis() + " ms"),
                actor(context));
    }

    private static LogField route(RoutingContext context) {
        String template = RouteTemplate.of(context.request());
        return template == null ? NO_ROUTE : LogField.of(LogField.ROUTE, template);
    }

    private static LogField actor(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? LogField.of(
                        LogField.ACTOR,
                        user.getSecurityIdentity().getPrincipal().getName())
                : NOBODY;
    }
}
