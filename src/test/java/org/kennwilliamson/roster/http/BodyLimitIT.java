package org.kennwilliamson.roster.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BodyLimitIT extends BodyLimitTest {}
