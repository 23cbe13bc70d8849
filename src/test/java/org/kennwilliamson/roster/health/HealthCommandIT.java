package org.kennwilliamson.roster.health;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster health}, asked of the packaged program by the packaged program. */
@Tag("program")
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

    @Test
    void aServiceWithoutItsDatabaseIsDownAndLives() {
        Map<String, String> nowhere = Map.of("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing");
        try (RosterProcess service = RosterProcess.start(nowhere)) {
            Ready.until("it answers", () -> service.probe("/q/health/live") == 200);
            String port = Integer.toString(service.managementPort());

            assertThatHealth(Map.of(), "health", "--port", port).hasCodeAndOutput(1, "DOWN");
            assertThatHealth(Map.of(), "health", "--port", port, "--live").hasCodeAndOutput(0, "UP");
        }
    }

    @Test
    void aWrongOptionIsMisuseAndAWrongVariableAFailure() {
        assertThat(ended(2, Map.of(), "--port", "99999"))
                .isEqualTo("roster health: --port must be a port from 0 to 65535, but is '99999'\n"
                        + "Try 'roster health --help'.\n");
        assertThat(ended(2, Map.of(), "--port", "nine")).startsWith("roster health: --port must be a port");
        assertThat(ended(2, Map.of(), "--host", "a b"))
                .startsWith("roster health: --host must be a name or an address, but is 'a b'\n");
        assertThat(ended(1, Map.of("MANAGEMENT_PORT", "99999")))
                .isEqualTo("roster health: MANAGEMENT_PORT must be a port from 0 to 65535, but is '99999'\n");
        assertThat(ended(1, Map.of("HOST", "a b")))
                .isEqualTo("roster health: HOST must be a name or an address, but is 'a b'\n");
    }

    /** Who asks by a name that nobody has wants to know it. */
    @Test
    void aHostThatIsNotThereGivesNoAnswer() {
        assertThat(ended(1, Map.of(), "--host", "nobody.invalid"))
                .startsWith("roster health: no answer from nobody.invalid:")
                .hasLineCount(1);
    }

    @Test
    void anEmptyVariableIsNotSet() {
        try (RosterProcess service =
                RosterProcess.start(TestDatabase.fresh().environment()).ready()) {
            String port = Integer.toString(service.managementPort());

            assertThatHealth(Map.of("HOST", "", "MANAGEMENT_PORT", ""), "health", "--port", port)
                    .hasCodeAndOutput(0, "UP");
        }
        // Nothing is known of the port that it asks then: only that it asks.
        try (RosterProcess health = RosterProcess.start(Map.of("HOST", "", "MANAGEMENT_PORT", ""), "health")) {
            health.exitCode();
            assertThat(health.said()).matches("UP\n|DOWN\n|roster health: no answer from 127.0.0.1:9000: .*\n");
        }
    }

    private static String ended(int code, Map<String, String> variables, String... arguments) {
        String[] all = Stream.concat(Stream.of("health"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess health = RosterProcess.start(variables, all)) {
            return health.ended(code);
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
