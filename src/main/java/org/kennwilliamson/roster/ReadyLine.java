package org.kennwilliamson.roster;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.platform.cli.BuildVersion;

/** The line of the log that says that Roster is ready, and where. */
@Singleton
public class ReadyLine {

    void on(@Observes ServiceReady ready) {
        Log.infof(
                "Roster %s is ready: %s (API), %s (health and metrics)",
                BuildVersion.text(), ready.api(), ready.management());
    }
}
