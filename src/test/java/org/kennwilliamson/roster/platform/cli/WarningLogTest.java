package org.kennwilliamson.roster.platform.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarningLogTest {

    private static final Logger ROOT = Logger.getLogger("");

    @Test
    void aWarningHasOneNameWhicheverLoggerALibraryFinds() {
        List<Handler> before = List.of(ROOT.getHandlers());
        WarningLog.show();
        ConsoleHandler log = Stream.of(ROOT.getHandlers())
                .filter(handler -> !before.contains(handler))
                .map(ConsoleHandler.class::cast)
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        log.setOutputStream(shown);
        try {
            Logger.getLogger("org.example.java").warning("by Java's own");
            org.jboss.logging.Logger.getLogger("org.example.jboss").warn("by JBoss's");
            org.jboss.logging.Logger.getLogger(WarningLog.class).error("our error");
            Logger.getLogger("org.example.java").severe("another's error");
        } finally {
            ROOT.removeHandler(log);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("WARN: by Java's own", "WARN: by JBoss's", "ERROR: our error");
    }
}
