package org.kennwilliamson.roster.scenario;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ParallelChangesIT extends ParallelChangesTest {}
