package org.kennwilliamson.roster.platform.http;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.RouteProblems;

/**
 * Refuses requests while so many are under way that one more would only wait: before its token is looked at, so that a refusal
 * costs little, and those that are under way get on. Those with a body don't count, or a client that never ends one would take
 * the place of others: they wait in the bounded queues of the database and of what hashes passwords.
 */
@Singleton
public class RequestLimit {

    /** In seconds. */
    private static final String SOON = "1";

    /** Behind the filters that name a request and write its line, before everything that costs something. */
    private static final int BEFORE_WORK = 1_850;

    private final int most;
    private final RouteProblems problems;
    private final AtomicInteger underWay = new AtomicInteger();

    RequestLimit(Variables variables, RouteProblems problems) {
        most = variables.number(Setting.HTTP_MAX_REQUESTS);
        this.problems = problems;
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_WORK);
    }

    private void admit(RoutingContext context) {
        if (BodyTimeout.hasBody(context.request().headers())) {
            context.next();
            return;
        }
        context.addEndHandler(ended -> underWay.decrementAndGet());
        if (underWay.incrementAndGet() <= most) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaderNames.RETRY_AFTER, SOON);
        problems.refuse(
                context.request(), ProblemException.of(ProblemType.TOO_BUSY, "Too many requests are under way."));
    }
}
