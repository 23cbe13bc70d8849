package org.kennwilliamson.roster.role;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RoleResourceIT extends RoleResourceTest {}
