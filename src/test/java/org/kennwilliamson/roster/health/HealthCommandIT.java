package org.kennwilliamson.roster.health;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster health}, asked of the packaged program by the packaged program. */
class HealthCommandIT {

    @Test
    void itExitsZeroWhenTheServiceIsReadyAndWhenItLives() {
        try (RosterProcess service =
                RosterProcess.start(TestDatabase.fresh().environment()).ready()) {
            Map<String, String> there = Map.of("MANAGEMENT_PORT", Integer.toString(service.managementPort()));

            assertThatHealth(there, "health").hasCodeAndOutput(0, "UP");
            assertThatHealth(there, "health", "--live").hasCodeAndOutput(0, "UP");
        }
    }

    @Test
    void itExitsOneAndSaysWhyWhereNobodyAnswers() {
        try (RosterProcess health = RosterProcess.start(Map.of(), "health")) {
            assertThat(health.ended(1))
                    .startsWith("roster health: no answer from 127.0.0.1:")
                    .hasLineCount(1);
        }
    }

    @Test
    void misuseExitsTwoAndSuggestsWhatIsNear() {
        try (RosterProcess health = RosterProcess.start(Map.of(), "health", "--livee")) {
            assertThat(health.ended(2)).contains("--livee").contains("Possible solutions: --live");
        }
    }

    private static Outcome assertThatHealth(Map<String, String> variables, String... arguments) {
        try (RosterProcess health = RosterProcess.start(variables, arguments)) {
            return new Outcome(health.exitCode(), health.output().strip());
        }
    }

    private record Outcome(int code, String output) {

        void hasCodeAndOutput(int expectedCode, String expectedOutput) {
            assertThat(output).isEqualTo(expectedOutput);
            assertThat(code).isEqualTo(expectedCode);
        }
    }
}
