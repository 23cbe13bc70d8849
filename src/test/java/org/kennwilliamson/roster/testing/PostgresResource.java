package org.kennwilliamson.roster.testing;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a test's Roster a fresh database: {@code @QuarkusTestResource(PostgresResource.class)}. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    /** Gives what Roster reads; and the test is a proxy whose word counts, so that it can come from anywhere. */
    @Override
    public Map<String, String> start() {
        Map<String, String> environment = new HashMap<>(TestDatabase.fresh().environment());
        environment.put("TRUSTED_PROXIES", "127.0.0.1");
        environment.put("LOG_REQUESTS", "off");
        return environment;
    }

    /** Nothing: the server goes with the JVM. */
    @Override
    public void stop() {}
}
