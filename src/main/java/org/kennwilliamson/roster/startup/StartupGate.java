package org.kennwilliamson.roster.startup;

import java.time.Duration;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** Turns requests away until the schema is there. */
public class StartupGate {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Startup startup;

    StartupGate(Startup startup) {
        this.startup = startup;
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    void filter() {
        if (!startup.isDone()) {
            throw ProblemException.retryLater(ProblemType.STARTING, "The database is being prepared.", RETRY_AFTER);
        }
    }
}
