package org.kennwilliamson.roster.scenario;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class MonitoringIT extends MonitoringTest {}
