package org.kennwilliamson.roster.auth;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CachedIdentityFilterIT extends CachedIdentityFilterTest {}
