package org.kennwilliamson.roster.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Form;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster health}: asks the running service, for a container that has no curl. */
@Command(
        name = "health",
        description = "Asks the service on this machine whether it is ready. Exits with 0 if it is, 1 if not.",
        footer = {"", "Example: roster health --live"})
public final class HealthCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int OK = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--live", description = "Ask for liveness instead of readiness.")
    private boolean live;

    @Option(names = "--host", description = "The address that it listens on; by default HOST, then 127.0.0.1.")
    private String host;

    @Option(names = "--port", description = "Its management port; by default MANAGEMENT_PORT, then 9000.")
    private String port;

    @Override
    public Integer call() {
        URI uri = uri();
        try {
            int status = status(uri);
            spec.commandLine().getOut().println(status == OK ? "UP" : "DOWN");
            return status == OK ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailure("no answer from " + uri.getAuthority() + ": " + e.getMessage(), e);
        }
    }

    private URI uri() {
        Given at = Given.of(host, "--host", Setting.HOST);
        Given management = Given.of(port, "--port", Setting.MANAGEMENT_PORT);
        if (!Form.PORT.accepts().test(management.value())) {
            throw wrong(management, Form.PORT.words());
        }
        // A service that listens on every address listens on this one.
        String address = at.value().equals("0.0.0.0") || at.value().equals("::") ? "127.0.0.1" : at.value();
        try {
            return new URI(
                    "http",
                    null,
                    address,
                    Integer.parseInt(management.value()),
                    live ? "/q/health/live" : "/q/health/ready",
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw wrong(at, "a name or an address");
        }
    }

    private RuntimeException wrong(Given given, String form) {
        String message = given.name() + " must be " + form + ", but is '" + given.value() + "'";
        return given.name().startsWith("--")
                ? new ParameterException(spec.commandLine(), message)
                : new CommandFailure(message);
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

    /** An option's value, else its variable's, else that one's default. */
    private record Given(String name, String value) {

        static Given of(String said, String option, Setting setting) {
            return said == null
                    ? new Given(setting.name(), Variables.ofProcess().text(setting))
                    : new Given(option, said);
        }
    }
}
