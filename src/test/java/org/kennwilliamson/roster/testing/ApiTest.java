package org.kennwilliamson.roster.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.RestAssured;
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

    /** Every request is an administrator's, unless it brings another token or none. */
    @BeforeAll
    static void comeAsAdministrator() {
        RestAssured.replaceFiltersWith((request, response, next) -> {
            if (!request.getHeaders().hasHeaderWithName("Authorization")) {
                request.header("Authorization", "Bearer " + Token.admin());
            }
            return next.next(request, response);
        });
    }

    /** Where the probes of the Roster under test are. */
    protected static int managementPort() {
        return ConfigProvider.getConfig().getValue("MANAGEMENT_PORT", Integer.class);
    }
}
