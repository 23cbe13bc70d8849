package org.kennwilliamson.roster.platform.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StrictJsonIT extends StrictJsonTest {}
