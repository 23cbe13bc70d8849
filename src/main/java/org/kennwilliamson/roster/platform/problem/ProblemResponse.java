package org.kennwilliamson.roster.platform.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerRequest;

/** The answer that a problem becomes. */
public final class ProblemResponse {

    private ProblemResponse() {}

    /**
     * The document, with its status; {@code WWW-Authenticate} if it is about access, {@code Retry-After} if it is
     * temporary.
     */
    public static Response of(ProblemException problem, HttpServerRequest request) {
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(problem, request));
        problem.type().challenge().ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        problem.retryAfter().ifPresent(after -> response.header(HttpHeaders.RETRY_AFTER, after.toSeconds()));
        return response.build();
    }
}
