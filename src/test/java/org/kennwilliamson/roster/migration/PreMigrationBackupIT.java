package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** The backup before a migration, by command and at boot. */
@Tag("program")
class PreMigrationBackupIT extends MigrateCase {

    private static final String TURN = "Waiting for the end of a migration of somebody else's";

    @Test
    void aBackupIsMadeBeforeWhereTheyAreSetUp() {
        schema.migrateTo(BEFORE_SESSIONS);

        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "run")) {
            assertThat(roster.printed(0).lines())
                    .hasSameSizeAs(Schema.versionsAfter(BEFORE_SESSIONS))
                    .allMatch(line -> line.startsWith("Applied "));
            assertThat(roster.errors()).contains("Before the migration, ", ": verified");
        }
        assertThat(backups()).hasSize(1);
        succeeds("run");
        assertThat(backups()).as("nothing was pending").hasSize(1);
    }

    @Test
    void whereTheyAreNotItIsAWarningOrARefusal() {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("BACKUP_RECIPIENTS", "");
        variables.put("MIGRATION_BACKUP", "required");
        assertThat(fails("run"))
                .contains("Nothing was migrated", "BACKUP_RECIPIENTS is not set")
                .hasLineCount(2);
        assertThat(succeeds("info")).contains("pending");

        variables.put("MIGRATION_BACKUP", "auto");
        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "run")) {
            assertThat(roster.printed(0)).startsWith("Applied ");
            assertThat(roster.errors()).contains("There is no backup before this migration");
        }
        assertThat(backups()).isEmpty();
    }

    @Test
    void thatBackupIsProvedAlsoWhereOthersArent() {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("BACKUP_VERIFY", "off");

        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "run")) {
            assertThat(roster.printed(0)).startsWith("Applied ");
            assertThat(roster.errors()).contains("Before the migration, ", ": verified");
        }
    }

    @Test
    void aServiceThatMigratesAtBootHasItMadeToo() {
        schema.migrateTo(BEFORE_SESSIONS);
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(roster.output()).contains("Before the migration, ", ": verified");
            assertThat(backups()).hasSize(1);
        }
    }

    @Test
    void ofTwoThatBootAtOnceOneMakesItAndTheOtherWaitsForTheMigration() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("MIGRATION_LOCK_TIMEOUT", "60s");
        try (Connection reader = database.connectAs("postgres");
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table users in access share mode");
            try (RosterProcess one = RosterProcess.start(variables);
                    RosterProcess other = RosterProcess.start(variables)) {
                Ready.until("one migrates", () -> database.number(WAITING) == 1);
                Ready.until("the other says so", () -> (one.said() + other.said()).contains(TURN));
                reader.rollback();

                one.ready();
                other.ready();
                assertThat(backups()).hasSize(1);
            }
        }
    }

    @Test
    void whoHasNothingToMigrateWaitsForNobodysBackup() throws SQLException {
        schema.migrate();
        try (Connection other = database.connectAs("roster_owner");
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + MigrationTurn.LOCK + ")");
            try (RosterProcess roster = RosterProcess.start(variables).ready()) {
                assertThat(roster.said()).doesNotContain(TURN);
            }
            assertThat(succeeds("run")).contains("Nothing is pending");
        }
    }

    @Test
    void aServiceThatMustHaveABackupAndHasNoneDoesNotStart() {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("PG_BIN_DIR", folder.toString());
        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said()).contains("Nothing was migrated", "pg_dump is missing");
        }
        assertThat(succeeds("info")).contains("pending");
    }
}
