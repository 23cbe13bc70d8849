package org.kennwilliamson.roster.platform.http;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemResponse;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.text.OneLine;

/** What a lost database means to a client: come back in a moment. */
public class DatabaseProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final OutageLog log;

    DatabaseProblems(OutageLog log) {
        this.log = log;
    }

    @ServerExceptionMapper
    Response unavailable(DatabaseUnavailableException failure, HttpServerRequest request) {
        if (failure.isOfSchema()) {
            // No waiting mends that, unless somebody is migrating.
            Log.errorf("%s failed: %s", request.path(), OneLine.of(failure));
        } else {
            log.tell(String.valueOf(failure.getMessage()));
        }
        return ProblemResponse.of(
                ProblemException.retryLater(
                        ProblemType.DATABASE_UNAVAILABLE, detail(failure, request.method()), RETRY_AFTER),
                request);
    }

    private static String detail(DatabaseUnavailableException failure, HttpMethod method) {
        if (failure.isOfSchema()) {
            return "The schema isn't, or not yet, the one that this version needs. Nothing was changed.";
        }
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return "Ask again in a moment.";
        }
        return failure.changedNothing()
                ? "Nothing was changed: try again in a moment."
                : "A change may have been made or not: look before you repeat it.";
    }
}
