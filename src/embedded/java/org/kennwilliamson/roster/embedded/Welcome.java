package org.kennwilliamson.roster.embedded;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.kennwilliamson.roster.ServiceReady;
import org.kennwilliamson.roster.platform.cli.BuildVersion;

/** Tells the person who started Roster on the embedded server what to open, and how to end it. */
@ApplicationScoped
public class Welcome {

    /** Beside the log, whose lines would cut it up. */
    void on(@Observes ServiceReady ready) {
        if (EmbeddedMain.server().isPresent()) {
            System.err.print(text(ready, SampleData.tokenFile()));
        }
    }

    static String text(ServiceReady ready, Path token) {
        return """

                Roster %1$s is ready.

                  API            %2$s/v1
                  Documentation  %2$s/q/swagger-ui
                  Health         %3$s/q/health
                  Token          %4$s, an administrator's
                  Stop           Ctrl+C

                """.formatted(BuildVersion.text(), ready.api(), ready.management(), token);
    }
}
