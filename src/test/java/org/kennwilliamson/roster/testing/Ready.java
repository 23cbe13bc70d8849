package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what happens by itself, and fails where it doesn't. */
public final class Ready {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Ready() {}

    /** Returns once the management port says that Roster is ready. */
    public static void at(int managementPort) {
        until("Roster is ready", () -> status(managementPort, "/q/health/ready") == 200);
    }

    /** Returns once the condition holds. Looks often; fails after two minutes. */
    public static void until(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            pause();
        }
    }

    /** The status of an administrator's GET on this machine; 0 where nobody answers. */
    public static int status(int port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + Token.admin());
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
