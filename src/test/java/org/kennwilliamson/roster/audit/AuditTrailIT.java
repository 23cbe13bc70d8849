package org.kennwilliamson.roster.audit;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AuditTrailIT extends AuditTrailTest {}
