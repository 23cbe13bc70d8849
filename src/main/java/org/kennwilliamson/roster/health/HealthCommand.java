package org.kennwilliamson.roster.health;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster health}: asks the running service, for a container that has no curl. */
@Command(
        name = "health",
        description = "Asks the service on this machine whether it is ready. Exits 0 when it is, 1 when not.",
        footer = {"", "Example: roster health --live"})
public final class HealthCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int OK = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--live", description = "Ask whether it lives instead.")
    private boolean live;

    @Option(
            names = "--host",
            defaultValue = "${env:HOST:-127.0.0.1}",
            description = "Where it listens; by default HOST, then 127.0.0.1.")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:MANAGEMENT_PORT:-9000}",
            description = "Its management port; by default MANAGEMENT_PORT, then 9000.")
    private int port;

    @Override
    public Integer call() {
        try {
            int status = status(uri());
            out().println(status == OK ? "UP" : "DOWN");
            return status == OK ? 0 : 1;
        } catch (IOException | URISyntaxException e) {
            spec.commandLine()
                    .getErr()
                    .println("roster health: no answer from " + host + ":" + port + ": " + e.getMessage());
            return 1;
        }
    }

    private URI uri() throws URISyntaxException {
        // Who listens on every address listens on this one.
        String address = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return new URI("http", null, address, port, live ? "/q/health/live" : "/q/health/ready", null, null);
    }

    private static int status(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
