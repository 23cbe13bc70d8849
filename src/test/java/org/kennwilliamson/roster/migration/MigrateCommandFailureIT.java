package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code roster migrate …} says where it fails, and what is left then. */
@Tag("program")
class MigrateCommandFailureIT extends MigrateCase {

    /** Makes the sessions' table; others come after it. */
    private static final String SESSIONS = "V20261122193000__create_sessions_table.sql";

    @Test
    void aMigrationThatFailsLeavesTheSchemaAndNamesFileLineAndStatement() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        asOwner("create table sessions (id int)");
        String before = schema.dump();

        assertThat(fails("run"))
                .contains(SESSIONS + ", line ", "already exists", "In: create table sessions")
                .contains("what it did is undone")
                .doesNotContain("Migration of schema", "Please restore");
        assertThat(schema.dump()).isEqualTo(before);
    }

    @Test
    void whatWasAppliedBeforeItStaysAndIsTold() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("MIGRATION_BACKUP", "off");
        asOwner("create table sign_in_failures (mine int)");

        assertThat(fails("run").lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("Applied 20261122193000 create sessions table in \\d+ ms"))
                .anyMatch(line -> line.contains("V20261122193100__create_sign_in_failures_table.sql, line ")
                        && line.contains("what it did is undone; migrations before it stay"));
        assertThat(database.text("select to_regclass('sessions')")).isEqualTo("sessions");
    }

    @Test
    void whatFailsAfterTheMigrationsLeavesThemApplied() {
        variables.put("DATABASE_URL", database.serviceUrl().replace("roster_service", "nobody_of_this_name"));

        assertThat(fails("run"))
                .contains("Applied 20261122193100")
                .contains("afterMigrate__grant_rights.sql, line ", "failed after the migrations, which are applied")
                .contains("\"nobody_of_this_name\" does not exist");
        assertThat(succeeds("info")).doesNotContain("pending");
    }

    @Test
    void oneThatWaitsForALockGivesUp() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("MIGRATION_LOCK_TIMEOUT", "200ms");
        variables.put("MIGRATION_BACKUP", "off");
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table users");

            assertThat(fails("run")).contains(SESSIONS, "held a lock for longer than MIGRATION_LOCK_TIMEOUT");
        }
    }

    @Test
    void anUndoScriptThatFailsChangesNothing() throws SQLException {
        schema.migrateTo("20261122193100");
        asOwner("create view watched as select * from sign_in_failures");
        String before = schema.dump();

        assertThat(fails("revert")).contains("U20261122193100__create_sign_in_failures_table.sql failed", "watched");
        assertThat(schema.dump()).isEqualTo(before);
        assertThat(succeeds("info").lines())
                .anyMatch(line -> line.contains("20261122193100") && line.contains("applied"));
    }

    @Test
    void aHostThatIsntThereIsOneLine() {
        variables.put("MIGRATION_DATABASE_URL", "postgresql://owner:se-cret@nowhere.invalid/none");

        assertThat(fails("info"))
                .isEqualTo("roster migrate info: The database can't be used: there is no host nowhere.invalid.\n");
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForForEver() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            variables.put(
                    "MIGRATION_DATABASE_URL",
                    "postgresql://owner:se-cret@127.0.0.1:" + mute.getLocalPort() + "/none?sslmode=disable");
            for (String command : List.of("info", "run", "revert")) {
                assertThat(fails(command)).contains("roster migrate " + command).doesNotContain("se-cret");
            }
        }
    }

    @Test
    void aMistakeInAVariableIsNamed() {
        variables.put("MIGRATION_LOCK_TIMEOUT", "soon");
        assertThat(fails("info"))
                .contains("MIGRATION_LOCK_TIMEOUT must be a duration")
                .hasLineCount(1);
        variables.remove("DATABASE_URL");
        variables.remove("MIGRATION_DATABASE_URL");
        assertThat(fails("info")).contains("DATABASE_URL is not set").hasLineCount(1);
    }
}
