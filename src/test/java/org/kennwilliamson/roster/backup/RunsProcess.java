package org.kennwilliamson.roster.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@link KillableRuns} at work. */
public final class RunsProcess implements AutoCloseable {

    private static final long LONGEST_SECONDS = 120;

    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder said = new StringBuilder();

    private RunsProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param before words of the command line that runs it, such as {@code nice} */
    public static RunsProcess start(Map<String, String> variables, String... before) {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillableRuns.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            return new RunsProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it could begin a run. */
    public void started() {
        if (said.toString().lines().noneMatch("started"::equals)) {
            await("started");
        }
    }

    /** Begins a run, and returns at once. */
    public void begin(Instant time) {
        begin(time.toString());
    }

    /** Begins to copy what is missing, and returns at once. */
    public void beginCopies() {
        begin(KillableRuns.COPY);
    }

    private void begin(String line) {
        started();
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(said.toString(), e);
        }
    }

    /** Does a whole run, and says how it ended: {@code verified}, or the reason and the message. */
    public String run(Instant time) {
        begin(time);
        return end();
    }

    /** Waits for the end of a run. */
    public String end() {
        return await(line -> line.startsWith("end ")).substring(4);
    }

    /** Waits until it says this. */
    public void await(String line) {
        await(line::equals);
    }

    /** The programs of that name that it has started. */
    public Stream<ProcessHandle> programs(String name) {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/" + name));
    }

    /** Waits until it has started one of that name. */
    public void awaitProgram(String name) {
        while (programs(name).findAny().isEmpty()) {
            if (!process.isAlive()) {
                throw new AssertionError("it ended:\n" + said);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    public String said() {
        return said.toString();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private String await(Predicate<String> wanted) {
        CompletableFuture<Object> found = new CompletableFuture<>();
        found.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (wanted.test(line)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(said.toString(), e);
        } finally {
            found.complete(process);
        }
        throw new AssertionError("it ended:\n" + said);
    }
}
