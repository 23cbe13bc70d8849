package org.kennwilliamson.roster.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PasswordCheckIT extends PasswordCheckTest {}
