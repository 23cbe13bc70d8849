package org.kennwilliamson.roster.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SecurityHeadersIT extends SecurityHeadersTest {}
