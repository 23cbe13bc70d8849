package org.kennwilliamson.roster.platform.http;

import java.net.URISyntaxException;
import java.util.List;

import jakarta.inject.Singleton;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.RouteProblems;
import org.kennwilliamson.roster.platform.problem.Violation;

/**
 * Answers requests that are no proper HTTP, which come to no route: the framework would refuse them without a word. They get
 * the headers of every answer and a problem document.
 */
@Singleton
class InvalidRequests {

    private final SecurityHeaders security;
    private final RouteProblems problems;

    InvalidRequests(SecurityHeaders security, RouteProblems problems) {
        this.security = security;
        this.problems = problems;
    }

    /** Answers one, and closes its connection: nobody knows where the next request would begin. */
    void answer(HttpServerRequest request) {
        RequestIds.nameAnswer(request);
        security.addTo(request);
        problems.answer(request, problem(request));
    }

    private static ProblemException problem(HttpServerRequest request) {
        Throwable fault = request.decoderResult().cause();
        if (fault instanceof TooLongHttpLineException) {
            return ProblemException.of(ProblemType.URI_TOO_LONG, (String) null);
        }
        if (fault instanceof TooLongHttpHeaderException) {
            return ProblemException.of(ProblemType.HEADERS_TOO_LARGE, (String) null);
        }
        List<Violation> violations =
                fault instanceof URISyntaxException ? Query.violations(request.query()) : List.of();
        return violations.isEmpty()
                ? ProblemException.of(ProblemType.REQUEST_REFUSED, (String) null)
                : ProblemException.invalid(violations);
    }
}
