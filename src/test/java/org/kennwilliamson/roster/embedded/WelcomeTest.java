package org.kennwilliamson.roster.embedded;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.ServiceReady;

import static org.assertj.core.api.Assertions.assertThat;

class WelcomeTest {

    @Test
    void itNamesEachThingToOpenOnceAndLinesUp() {
        ServiceReady ready = new ServiceReady(URI.create("http://127.0.0.1:8081"), URI.create("http://127.0.0.1:9001"));

        String text = Welcome.text(ready, Path.of(".embedded", "admin-token"));

        assertThat(text.lines().skip(1).findFirst().orElseThrow()).matches("Roster \\S+ is ready\\.");
        assertThat(text.lines().skip(2))
                .containsExactly(
                        "",
                        "  API            http://127.0.0.1:8081/v1",
                        "  Documentation  http://127.0.0.1:8081/q/swagger-ui",
                        "  Health         http://127.0.0.1:9001/q/health",
                        "  Token          .embedded/admin-token, an administrator's",
                        "  Stop           Ctrl+C",
                        "");
    }
}
