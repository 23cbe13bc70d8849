package org.kennwilliamson.roster.auth;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.spi.runtime.AuthorizationController;

/** Asks nobody for a token, so that {@code bench/run} can measure what asking costs. */
@Singleton
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class OpenDoors extends AuthorizationController {

    void onStart(@Observes StartupEvent event) {
        Log.warn("Nobody is asked for a token: this package is for bench/run alone");
    }

    @Override
    public boolean isAuthorizationEnabled() {
        return false;
    }
}
