package org.kennwilliamson.roster.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PagingIT extends PagingTest {}
