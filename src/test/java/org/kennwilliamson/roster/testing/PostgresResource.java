package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a test's Roster a fresh database: {@code @QuarkusTestResource(PostgresResource.class)}. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    /** Of an age identity that nobody has: no test of the API opens a backup. */
    private static final String RECIPIENT = "age17ssv6hk7q20qe3wsg323qwz2egngxlnaqtl3umt77387x8ftmvlqy2x9ns";

    /** Gives what Roster reads; and the test is a proxy whose word counts, so that it can come from anywhere. */
    @Override
    public Map<String, String> start() {
        Map<String, String> environment = new HashMap<>(TestDatabase.fresh().environment());
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.put("BACKUP_RECIPIENTS", RECIPIENT);
        environment.put("BACKUP_DIR", backups().toString());
        return environment;
    }

    private static Path backups() {
        try {
            return Files.createTempDirectory(Path.of("target"), "test-backups-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing: the server goes with the JVM. */
    @Override
    public void stop() {}
}
