package org.kennwilliamson.roster;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OpenApiReferencesIT extends OpenApiReferencesTest {}
