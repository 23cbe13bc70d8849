package org.kennwilliamson.roster.auth;

import jakarta.ws.rs.core.Response;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemResponse;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** Problem documents for callers that the framework refuses. */
public class AuthProblems {

    @ServerExceptionMapper
    Response noToken(UnauthorizedException failure, HttpServerRequest request) {
        return ProblemResponse.of(
                ProblemException.of(ProblemType.UNAUTHENTICATED, "Sign in with POST /v1/sessions."), request);
    }

    /** The same for every token: nobody learns which check it failed. */
    @ServerExceptionMapper
    Response invalidToken(AuthenticationFailedException failure, HttpServerRequest request) {
        return ProblemResponse.of(
                ProblemException.of(
                        ProblemType.INVALID_TOKEN, "It has expired, its session has ended, or it is not one of ours."),
                request);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, HttpServerRequest request) {
        return ProblemResponse.of(ProblemException.of(ProblemType.FORBIDDEN, (String) null), request);
    }
}
