package org.kennwilliamson.roster.session;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Sweeps sessions that nobody refreshed, every hour. */
@Singleton
public class SessionSweep {

    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final SessionRepository sessions;

    SessionSweep(Vertx vertx, SessionRepository sessions) {
        this.vertx = vertx;
        this.sessions = sessions;
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> sweep());
    }

    private void sweep() {
        sessions.sweep()
                .subscribe()
                .with(done -> {}, failure -> Log.warn("Expired sessions could not be deleted", failure));
    }
}
