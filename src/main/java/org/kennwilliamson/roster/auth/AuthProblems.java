package org.kennwilliamson.roster.auth;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemResponse;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** Problem documents for whom the framework turns away. */
public class AuthProblems {

    @ServerExceptionMapper
    Response noToken(UnauthorizedException failure, UriInfo uri) {
        return ProblemResponse.of(
                ProblemException.of(ProblemType.UNAUTHENTICATED, "Sign in with POST /v1/sessions."), uri);
    }

    /** Says the same of every token: which check it failed is nothing to learn from. */
    @ServerExceptionMapper
    Response invalidToken(AuthenticationFailedException failure, UriInfo uri) {
        return ProblemResponse.of(
                ProblemException.of(
                        ProblemType.INVALID_TOKEN, "It has expired, its session has ended, or it is not one of ours."),
                uri);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, UriInfo uri) {
        return ProblemResponse.of(ProblemException.of(ProblemType.FORBIDDEN, (String) null), uri);
    }
}
