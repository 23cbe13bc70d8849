package org.kennwilliamson.roster.platform.problem;

import java.io.IOException;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Problem documents for what fails before any resource is found, or outside all of them: a body that is too large, say. */
@Singleton
public class RouteProblems {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final ObjectMapper json;

    RouteProblems(ObjectMapper json) {
        this.json = json;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::handle);
        // What can't be decoded fails while a route is looked for, and meets no failure handler.
        router.errorHandler(BAD_REQUEST, context -> answer(context.request(), of(ProblemType.REQUEST_REFUSED)));
    }

    /** Ends a request with a problem, and with it the connection, since its body may still be coming. */
    public void answer(HttpServerRequest request, ProblemException problem) {
        // The response's one handler of its end is vertx-web's: what else waits for the end goes through that.
        request.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        refuse(request, problem).onComplete(ended -> request.connection().close());
    }

    /** Ends a request that has no body with a problem; its connection stays. Gives when that is written. */
    public Future<Void> refuse(HttpServerRequest request, ProblemException problem) {
        return request.response()
                .setStatusCode(problem.type().status())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(document(problem, request));
    }

    private void handle(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            // A client that hung up gets no answer, and could fill the log by doing so.
            return;
        }
        ProblemType type = isOurFault(context)
                ? ProblemType.INTERNAL_ERROR
                : ProblemType.ofFramework(context.statusCode()).orElse(null);
        if (type == null || context.response().headWritten()) {
            context.next();
            return;
        }
        if (type == ProblemType.INTERNAL_ERROR) {
            Log.errorf(context.failure(), "%s failed", context.request().path());
        }
        answer(context.request(), of(type));
    }

    /** Being refused by the framework's security is an exception as well, and so is a client that goes away. */
    private static boolean isOurFault(RoutingContext context) {
        return context.statusCode() == SERVER_ERROR
                && !(context.failure() instanceof SecurityException)
                && !(context.failure() instanceof IOException);
    }

    private static ProblemException of(ProblemType type) {
        return ProblemException.of(type, (String) null);
    }

    private String document(ProblemException problem, HttpServerRequest request) {
        try {
            return json.writeValueAsString(Problem.of(problem, request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is JSON", e);
        }
    }
}
