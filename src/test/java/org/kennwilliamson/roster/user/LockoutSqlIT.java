package org.kennwilliamson.roster.user;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LockoutSqlIT extends LockoutSqlTest {}
