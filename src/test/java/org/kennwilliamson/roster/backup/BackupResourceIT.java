package org.kennwilliamson.roster.backup;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BackupResourceIT extends BackupResourceTest {}
