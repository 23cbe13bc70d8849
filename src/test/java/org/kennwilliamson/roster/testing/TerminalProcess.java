package org.kennwilliamson.roster.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The packaged program on a terminal of its own, by {@code script} of util-linux, which Debian and Ubuntu have. */
public final class TerminalProcess implements AutoCloseable {

    private static final long LONGEST_SECONDS = 120;

    private final Process process;
    private final Path shown;

    private TerminalProcess(Process process, Path shown) {
        this.process = process;
        this.shown = shown;
    }

    /**
     * Starts it; where there is no {@code script} the test is skipped.
     *
     * @param arguments as a shell reads them, so they may redirect something away from the terminal
     */
    public static TerminalProcess start(Map<String, String> variables, String arguments) throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "script"))),
                "script of util-linux is not installed: there is no terminal for this test");
        Path shown = Files.createTempFile(Path.of("target"), "terminal-", ".log");
        // Who runs the tests in the background ignores SIGINT, and so would all that they start.
        ProcessBuilder script = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "script",
                        "-qec",
                        // In the shell's place, which Ctrl+C would reach as well, and end with 130.
                        "exec " + String.join(" ", RosterProcess.program()) + " " + arguments,
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile());
        RosterProcess.set(variables, script);
        script.environment().put("SHELL", "/bin/sh");
        script.environment().putIfAbsent("TERM", "xterm");
        return new TerminalProcess(script.start(), shown);
    }

    /** Types this once something is shown, and leaves the terminal open. */
    public void answer(String question, String answer) throws IOException {
        Ready.until("it asks " + question, () -> shown().contains(question) || !process.isAlive());
        process.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end and gives the exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running:\n" + shown());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that the terminal has shown so far, with what was typed and not hidden. */
    public String shown() {
        try {
            return Files.readString(shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }
}
