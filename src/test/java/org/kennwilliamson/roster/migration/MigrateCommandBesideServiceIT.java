package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Several that migrate, take back and serve at once. */
@Tag("program")
class MigrateCommandBesideServiceIT extends MigrateCase {

    private static final String ASKING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'idle in transaction'
                and query like 'select pg_try_advisory_xact_lock%'""";

    @Test
    void whatAServiceAppliedIsTakenBackByCommand() {
        RosterProcess.start(variables).ready().close();
        JsonPath all = JsonPath.from(succeeds("info", "--json"));
        assertThat(all.getList("state")).hasSameSizeAs(Schema.undoVersions()).containsOnly("applied");
        assertThat(all.getList("revertible")).containsOnly(true);

        assertThat(succeeds("revert")).startsWith("Reverted V" + Schema.newest() + "__");
        variables.put("MIGRATION_BACKUP", "off");
        assertThat(succeeds("run")).contains("Applied " + Schema.newest());
    }

    /** Found by the fault run: each was a 500 with a trace in the log, and the way back was seen up to 10 s later. */
    @Test
    void aServiceWhoseSchemaIsTakenBackRefusesWhatNeedsItAndIsReadyAsSoonAsItIsThereAgain() {
        variables.put("MIGRATION_BACKUP", "off");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(succeeds("revert")).startsWith("Reverted V" + Schema.newest());

            createsOnce(roster)
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", equalTo("urn:roster:problem:database-unavailable"))
                    .body(
                            "detail",
                            equalTo(
                                    "The schema isn't, or not yet, the one that this version needs. Nothing was changed."));
            Ready.until("readiness is DOWN", () -> roster.probe("/q/health/ready") == 503);

            schema.migrate();

            Instant back = Instant.now();
            roster.ready();
            assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(5));
            createsOnce(roster).statusCode(201);
            assertThat(roster.said()).contains(" ERROR /v1/users failed: ").doesNotContain("\tat ");
        }
    }

    private static ValidatableResponse createsOnce(RosterProcess roster) {
        return roster.as(Token.admin())
                .header(IdempotencyKey.HEADER, "once")
                .contentType("application/json")
                .body(Map.of("email", "once@example.org"))
                .post("/v1/users")
                .then();
    }

    @Test
    void aServiceThatIsOlderThanTheSchemaServesAndWarns() throws SQLException {
        schema.migrate();
        aNewerRosterHasMigrated();

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(roster.output()).contains("WARN", "20990101000000) that is newer than the latest");
        }
    }

    @Test
    void takingBackWaitsForTheEndOfAMigration() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("MIGRATION_BACKUP", "off");
        variables.put("MIGRATION_LOCK_TIMEOUT", "60s");
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table users");
            try (RosterProcess forward = RosterProcess.start(variables, "migrate", "run")) {
                Ready.until("the migration waits for its table", () -> database.number(WAITING) == 1);
                try (RosterProcess back = RosterProcess.start(variables, "migrate", "revert")) {
                    Ready.until("its way back asks for its turn", () -> database.number(ASKING) == 1);
                    owner.rollback();
                    assertThat(forward.printed(0)).startsWith("Applied ");
                    assertThat(back.ended(1)).contains("20261122190000 is no longer the newest migration");
                }
            }
        }
        assertThat(succeeds("info")).doesNotContain("pending");
    }

    @Test
    void whoWaitsForALockThatStaysSaysWhoHoldsIt() throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LockHolder.LOCK + ")");
            try (RosterProcess forward = RosterProcess.start(variables, "migrate", "run")) {
                Ready.until("it says who holds the lock", () -> forward.said().contains(" of roster_owner, "));
                assertThat(forward.said()).contains("WARN: Waiting for", "holds the lock", "pg_terminate_backend(");
                statement.execute("select pg_advisory_unlock(" + LockHolder.LOCK + ")");
                assertThat(forward.printed(0)).startsWith("Applied ");
            }
            schema.revertAll();
            statement.execute("select pg_advisory_lock(" + LockHolder.LOCK + ")");
            try (RosterProcess service = RosterProcess.start(variables)) {
                Ready.until("the service says so, too", () -> service.said().contains(" of roster_owner, "));
                statement.execute("select pg_advisory_unlock(" + LockHolder.LOCK + ")");
                service.ready();
            }
        }
    }

    @Test
    void severalAtOnceAndAServiceTakeTurns() {
        try (RosterProcess service = RosterProcess.start(variables);
                RosterProcess one = RosterProcess.start(variables, "migrate", "run");
                RosterProcess other = RosterProcess.start(variables, "migrate", "run")) {
            one.printed(0);
            other.printed(0);
            service.ready();
        }
        assertThat(schema.dump())
                .isEqualTo(new Schema(TestDatabase.fresh()).migrate().dump());
        assertThat(database.number("select count(*) from flyway_schema_history where version is not null"))
                .isEqualTo(Schema.undoVersions().size());
    }
}
