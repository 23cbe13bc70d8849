package org.kennwilliamson.roster.lockout;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LockoutsIT extends LockoutsTest {}
