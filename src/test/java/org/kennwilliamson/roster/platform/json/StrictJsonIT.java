package org.kennwilliamson.roster.platform.json;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StrictJsonIT extends StrictJsonTest {}
