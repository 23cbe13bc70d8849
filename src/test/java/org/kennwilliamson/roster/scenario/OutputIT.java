package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What becomes of results of the packaged program that can't be written. */
@Tag("program")
class OutputIT {

    private static final Path FULL = Path.of("/dev/full");

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @TempDir
    Path folder;

    @BeforeEach
    void thereIsASchema() {
        new Schema(database).migrate();
    }

    @Test
    void aResultThatFitsNowhereIsAFailure() throws IOException, InterruptedException {
        assumeTrue(Files.exists(FULL), "there is no /dev/full, which stands for a full disk");
        for (String command : new String[] {
            "--version",
            "--help",
            "migrate info",
            "migrate info --json",
            "completion bash",
            "token issue --subject mailer --role user --ttl 1d",
            "backup keygen " + folder.resolve("key")
        }) {
            assertThat(shell("roster " + command + " > " + FULL))
                    .as(command)
                    .isEqualTo("roster: Standard output can't be written: No space left on device\n1\n");
        }
    }

    @Test
    void whereNothingIsOpenNothingIsWritten() throws IOException, InterruptedException {
        assertThat(shell("roster --version >&-"))
                .startsWith("roster: Standard output can't be written: ")
                .endsWith("\n1\n");
    }

    @Test
    void aFailureKeepsItsOwnCode() throws IOException, InterruptedException {
        assumeTrue(Files.exists(FULL), "there is no /dev/full, which stands for a full disk");
        assertThat(shell("roster backup > " + FULL))
                .startsWith("roster backup: Say which")
                .endsWith("\n2\n");
    }

    @Test
    void whoHasHeardEnoughIsToldNoMore() throws IOException, InterruptedException {
        assertThat(shell("exec 4> >(true); wait $!; roster completion bash >&4"))
                .isEqualTo("1\n");
    }

    /** All that a shell says, and the exit code of what it ran last. */
    private String shell(String script) throws IOException, InterruptedException {
        String roster = RosterProcess.program().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "roster() { ", " \"$@\"; }\n"));
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", roster + script + "\necho $?").redirectErrorStream(true);
        bash.environment().putAll(variables);
        Process process = bash.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
