package org.kennwilliamson.roster.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SignInRepositoryIT extends SignInRepositoryTest {}
