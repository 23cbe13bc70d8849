package org.kennwilliamson.roster.health;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ProbesIT extends ProbesTest {}
