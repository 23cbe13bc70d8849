package org.kennwilliamson.roster.session;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import org.kennwilliamson.roster.access.AccessTokens;
import org.kennwilliamson.roster.database.InvalidSettingException;

/** Sweeps sessions that nobody refreshed and failures of long ago, every hour. */
@Singleton
public class SessionSweep {

    /** About 50 MB of table and indexes. */
    private static final int FAILURES_KEPT = 200_000;

    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final SessionRepository sessions;

    SessionSweep(Vertx vertx, SessionRepository sessions, SessionConfig config, AccessTokens tokens) {
        this.vertx = vertx;
        this.sessions = sessions;
        if (config.refreshTtl().compareTo(tokens.ttl()) < 0) {
            throw new InvalidSettingException(
                    "AUTH_REFRESH_TTL must not be shorter than AUTH_ACCESS_TTL: a session's tokens end with it");
        }
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> sweep());
    }

    private void sweep() {
        sessions.sweep(FAILURES_KEPT)
                .subscribe()
                .with(done -> {}, failure -> Log.warn("Sessions that have ended could not be swept", failure));
    }
}
