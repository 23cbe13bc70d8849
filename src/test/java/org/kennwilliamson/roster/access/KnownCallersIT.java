package org.kennwilliamson.roster.access;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class KnownCallersIT extends KnownCallersTest {}
