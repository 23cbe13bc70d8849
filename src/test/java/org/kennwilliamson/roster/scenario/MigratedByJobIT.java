package org.kennwilliamson.roster.scenario;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code deploy/kubernetes/overlays/migrate-by-job} relies on: a service that hasn't the owner's password. */
@Tag("program")
class MigratedByJobIT {

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> service = new HashMap<>(database.environment());

    @BeforeEach
    void theServiceHasNoOwner() {
        service.remove("MIGRATION_DATABASE_URL");
        service.put("MIGRATION_BACKUP", "off");
    }

    @Test
    void itEndsBeforeTheJobAndServesAfterIt() {
        try (RosterProcess tooEarly = RosterProcess.start(service)) {
            assertThat(tooEarly.exitCode()).isEqualTo(1);
            assertThat(tooEarly.said())
                    .contains("The migrations' table can't be made: ERROR: permission denied for schema public")
                    .contains("MIGRATION_DATABASE_URL")
                    .doesNotContain("\tat ");
        }
        try (RosterProcess job = RosterProcess.start(database.environment(), "migrate", "run")) {
            assertThat(job.printed(0)).contains("Applied 20250829024919");
        }
        try (RosterProcess roster = RosterProcess.start(service).ready()) {
            assertThat(roster.status("/v1/users")).isEqualTo(200);
            assertThat(roster.said()).doesNotContain("ERROR");
        }
    }
}
