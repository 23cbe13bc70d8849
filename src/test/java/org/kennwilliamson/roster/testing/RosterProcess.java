package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** The packaged program, run as its user runs it: by variables, signals, ports and exit codes. */
public final class RosterProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long LONGEST_SECONDS = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private RosterProcess(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts the program on ports of its own, with exactly these variables of Roster's. */
    public static RosterProcess start(Map<String, String> variables, String... arguments) {
        int port = ManagementPortResource.freePort();
        int managementPort = ManagementPortResource.freePort();
        Map<String, String> all = new HashMap<>(
                Map.of("PORT", Integer.toString(port), "MANAGEMENT_PORT", Integer.toString(managementPort)));
        all.put("SHUTDOWN_DELAY", "0s");
        all.putAll(variables);
        try {
            Path output = Files.createTempFile(Path.of("target"), "roster-", ".log");
            return new RosterProcess(command(all, output, arguments).start(), output, port, managementPort);
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

    public RosterProcess ready() {
        Ready.until(
                "Roster is ready, after:\n" + output(), () -> !process.isAlive() || probe("/q/health/ready") == 200);
        if (!process.isAlive()) {
            throw new AssertionError("Roster ended:\n" + output());
        }
        return this;
    }

    /** Gives it this on standard input, and no more. */
    public void type(String text) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
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
                throw new AssertionError("still running:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Standard output and error so far. */
    public String output() {
        try {
            return Files.readString(output);
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

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }

    private static ProcessBuilder command(Map<String, String> variables, Path output, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("DATABASE_URL");
        builder.environment().remove("MIGRATION_DATABASE_URL");
        builder.environment().remove("ADMIN_EMAIL");
        builder.environment().remove("ADMIN_PASSWORD");
        builder.environment().putAll(variables);
        return builder;
    }

    /** The native binary where that is what was packaged, else the JVM's package. */
    public static List<String> program() throws IOException {
        if (Files.exists(JAR)) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        }
        try (DirectoryStream<Path> binaries = Files.newDirectoryStream(Path.of("target"), "*-runner")) {
            return List.of(binaries.iterator().next().toString());
        }
    }
}
