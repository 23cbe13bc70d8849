package org.kennwilliamson.roster.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a test's Roster a fresh database: {@code @QuarkusTestResource(PostgresResource.class)}. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    /** Gives the three addresses that Roster reads. */
    @Override
    public Map<String, String> start() {
        return TestDatabase.fresh().environment();
    }

    /** Nothing: the server goes with the JVM. */
    @Override
    public void stop() {}
}
