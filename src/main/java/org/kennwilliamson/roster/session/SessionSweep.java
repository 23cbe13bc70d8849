package org.kennwilliamson.roster.session;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

import org.kennwilliamson.roster.platform.concurrent.HourlySweep;

/** Sweeps sessions that nobody refreshed, every hour. */
@Singleton
public class SessionSweep {

    private final HourlySweep hourly;
    private final SessionRepository sessions;

    SessionSweep(HourlySweep hourly, SessionRepository sessions) {
        this.hourly = hourly;
        this.sessions = sessions;
    }

    void onStart(@Observes StartupEvent event) {
        hourly.of("Expired sessions", sessions::sweep);
    }
}
