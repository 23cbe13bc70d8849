package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program, run as its user runs it: by variables, signals, ports and exit codes. */
public final class RosterProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final long LONGEST_SECONDS = 120;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final Path errors;
    private final int port;
    private final int managementPort;

    private RosterProcess(Process process, Path output, Path errors, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts the program on ports of its own, with exactly these variables of Roster's. */
    public static RosterProcess start(Map<String, String> variables, String... arguments) {
        try {
            return start(program(), variables, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start(Map, String...)}, of this program. */
    static RosterProcess start(List<String> program, Map<String, String> variables, String... arguments) {
        int port = FreePort.any();
        int managementPort = FreePort.any();
        Map<String, String> all = new HashMap<>(
                Map.of("PORT", Integer.toString(port), "MANAGEMENT_PORT", Integer.toString(managementPort)));
        all.put("SHUTDOWN_DELAY", "0s");
        all.putAll(variables);
        try {
            Path output = Files.createTempFile(Path.of("target"), "roster-", ".log");
            Path errors = Path.of(output + ".err");
            Process process = command(program, all, arguments)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            return new RosterProcess(process, output, errors, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests of whoever has this access token. */
    public RequestSpecification as(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** Requests of whoever has none. */
    public RequestSpecification anonymous() {
        return RestAssured.given().noFilters().port(port);
    }

    /** GETs a path of the API, without waiting for the answer. */
    public CompletableFuture<Integer> statusOf(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + Token.admin())
                .build();
        return statusOf(request);
    }

    /** Signs in, without waiting for the answer. */
    public CompletableFuture<Integer> statusOfSignIn(String email, String password) {
        return statusOf(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password)))
                .build());
    }

    private CompletableFuture<Integer> statusOf(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    /** GETs a path of the API. */
    public int status(String path) {
        return Ready.status(port, path);
    }

    /** GETs a path of the management port; 0 where nobody answers. */
    public int probe(String path) {
        return Ready.status(managementPort, path);
    }

    /** Returns once it is ready. */
    public RosterProcess ready() {
        until("it is ready", () -> probe("/q/health/ready") == 200);
        return this;
    }

    /** Returns once the condition holds; fails with all that it has said where it ended before, or after two minutes. */
    public void until(String what, BooleanSupplier condition) {
        try {
            Ready.until(what, () -> !process.isAlive() || condition.getAsBoolean());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it said:\n" + said(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("it ended before " + what + "; it said:\n" + said());
        }
    }

    /** Gives it this on standard input, and no more. */
    public void type(String text) throws IOException {
        type(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives it this on standard input, and no more. */
    public void type(byte[] bytes) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(bytes);
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end and gives the exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running:\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Waits for a command's end, which must have this code, and gives all that it has said: a result on standard output
     * alone where it is 0, why there is none on standard error alone where it isn't.
     */
    public String ended(int code) {
        printed(code);
        assertThat(code == 0 ? errors() : output())
                .as("what belongs to the other stream")
                .isEmpty();
        return said();
    }

    /** Waits for a command's end, which must have this code, and gives what is on standard output alone. */
    public String printed(int code) {
        assertThat(exitCode()).as(this::said).isEqualTo(code);
        return output();
    }

    /** Standard output so far: a command's result, or the service's log. */
    public String output() {
        return text(output);
    }

    /** Standard error so far. */
    public String errors() {
        return text(errors);
    }

    /** Standard output so far, and then standard error, for who doesn't care. */
    public String said() {
        return output() + errors();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }

    private static ProcessBuilder command(List<String> program, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        set(variables, builder);
        return builder;
    }

    /** Gives a program exactly these variables of Roster's. */
    static void set(Map<String, String> variables, ProcessBuilder program) {
        program.environment()
                .keySet()
                .removeAll(List.of("DATABASE_URL", "MIGRATION_DATABASE_URL", "ADMIN_EMAIL", "ADMIN_PASSWORD"));
        program.environment().putAll(variables);
    }

    /** The native binary where that is what was packaged, else the JVM's package, with the JVM image's options. */
    public static List<String> program() throws IOException {
        if (Files.exists(JAR)) {
            return java(JAR, "-XX:SharedArchiveFile=" + ClassArchive.of(JAR));
        }
        try (DirectoryStream<Path> binaries = Files.newDirectoryStream(Path.of("target"), "*-runner")) {
            return List.of(binaries.iterator().next().toAbsolutePath().toString());
        }
    }

    /** That of these tests, with the JVM image's options and one more. */
    static List<String> java(Path jar, String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                option,
                "-jar",
                jar.toString());
    }
}
