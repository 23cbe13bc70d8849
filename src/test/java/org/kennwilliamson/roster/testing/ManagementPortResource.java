package org.kennwilliamson.roster.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives the Roster under test a management port that the test knows, in the test's JVM and as a program alike. */
public final class ManagementPortResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        String port = Integer.toString(FreePort.any());
        return Map.of("MANAGEMENT_PORT", port, "quarkus.management.test-port", port);
    }

    /** Nothing: the port is free again when Roster has stopped. */
    @Override
    public void stop() {}
}
