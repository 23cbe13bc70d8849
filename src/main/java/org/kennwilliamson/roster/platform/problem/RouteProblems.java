package org.kennwilliamson.roster.platform.problem;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Problem documents for what fails before any resource is found: a body that is too large, say. */
@Singleton
public class RouteProblems {

    private static final int SERVER_ERROR = 500;

    private final ObjectMapper json;

    RouteProblems(ObjectMapper json) {
        this.json = json;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            // Whoever hung up hears no answer, and could fill the log with their going.
            return;
        }
        ProblemType type = ProblemType.ofFramework(context.statusCode()).orElse(null);
        if (type == null || context.response().headWritten()) {
            context.next();
        } else {
            answer(context, ProblemException.of(type, (String) null));
        }
    }

    /** Ends a request, and with it the connection, since its body may still be coming. */
    private void answer(RoutingContext context, ProblemException problem) {
        HttpServerResponse response = context.response()
                .setStatusCode(problem.type().status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        response.endHandler(ended -> context.request().connection().close());
        try {
            response.end(json.writeValueAsString(
                    Problem.of(problem, context.request().path())));
        } catch (JsonProcessingException e) {
            context.fail(SERVER_ERROR, e);
        }
    }
}
