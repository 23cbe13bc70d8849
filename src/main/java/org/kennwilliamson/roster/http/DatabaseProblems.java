package org.kennwilliamson.roster.http;

import java.time.Duration;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.logging.Log;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import org.kennwilliamson.roster.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemResponse;
import org.kennwilliamson.roster.problem.ProblemType;

/** What a lost database means to a client: come back in a moment. */
public class DatabaseProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ServerExceptionMapper
    Response unavailable(DatabaseUnavailableException failure, UriInfo uri) {
        // The monitor has said it once; a line for each request would fill the disk.
        Log.debugf(failure, "%s had no database", uri.getPath());
        return ProblemResponse.of(
                ProblemException.retryLater(
                        ProblemType.DATABASE_UNAVAILABLE, "Nothing was lost; try again in a moment.", RETRY_AFTER),
                uri);
    }
}
