package org.kennwilliamson.roster.testing;

import io.quarkus.test.common.QuarkusTestResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;

/** A test of the API on a real database; also run against the packaged program by the {@code …IT} that extends it. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ManagementPortResource.class)
public abstract class ApiTest {

    @BeforeAll
    static void waitUntilReady() {
        Ready.at(managementPort());
    }

    /** Where the probes of the Roster under test are. */
    protected static int managementPort() {
        return ConfigProvider.getConfig().getValue("MANAGEMENT_PORT", Integer.class);
    }
}
