package org.kennwilliamson.roster.platform.problem;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ProblemIT extends ProblemTest {}
