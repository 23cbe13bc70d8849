package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster migrate …} of the packaged program, and the backup before a migration. */
class MigrateCommandIT {

    /** Makes the sessions' table; two others come after it. */
    private static final String SESSIONS = "V20261122193000__create_sessions_table.sql";

    private static final String WAITING = """
            select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
            where datname = current_database() and not granted and locktype =\s""";

    private static final String BEFORE_SESSIONS = "20261122190000";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Schema schema = new Schema(database);
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @BeforeEach
    void backupsHaveAFolder() {
        variables.put("BACKUP_DIR", folder.toString());
    }

    @Test
    void anEmptyDatabaseIsMigratedAndToldOf() {
        assertThat(succeeds("info")).contains("VERSION", "pending").doesNotContain("applied");
        assertThat(database.text("select to_regclass('flyway_schema_history')")).isNull();

        assertThat(succeeds("run").lines())
                .hasSize(Schema.undoVersions().size())
                .allMatch(line -> line.matches("Applied \\d{14} [a-z 0-9]+ in \\d+ ms"));
        assertThat(succeeds("run")).isEqualTo("Nothing is pending\n");

        JsonPath all = JsonPath.from(succeeds("info", "--json"));
        assertThat(all.getList("version")).isEqualTo(Schema.undoVersions());
        assertThat(all.getList("state")).containsOnly("applied");
        assertThat(all.getList("revertible")).containsOnly(true);
        assertThat(all.getString("[0].appliedAt")).endsWith("Z");
        assertThat(backups()).as("there was nothing to lose").isEmpty();
    }

    @Test
    void theNewestIsRevertedAndAppliedAgain() {
        String before = schema.migrate().dump();

        assertThat(succeeds("revert")).isEqualTo("Reverted V20261122193100__create_sign_in_failures_table.sql\n");
        assertThat(succeeds("info")).contains("pending");
        assertThat(schema.dump()).isNotEqualTo(before);

        variables.put("MIGRATION_BACKUP", "off");
        succeeds("run");
        assertThat(schema.dump()).isEqualTo(before);
    }

    @Test
    void theBaselineIsRevertedOnlyByWhoMeansIt() {
        schema.migrateTo("20250829025210");
        String before = schema.dump();

        assertThat(fails("revert")).contains("belongs to the baseline", "--yes").hasLineCount(1);
        assertThat(schema.dump()).isEqualTo(before);

        succeeds("revert", "--yes");
        succeeds("revert", "--yes");
        succeeds("revert", "--yes");
        assertThat(fails("revert", "--yes")).isEqualTo("roster migrate revert: There is nothing to revert\n");
    }

    @Test
    void whatANewerRosterHasAppliedIsNotReverted() throws SQLException {
        schema.migrate();
        asOwner("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                    execution_time, success)
                values (99, '20991231000000', 'fly', 'SQL', 'V20991231000000__fly.sql', 'me', 1, true)""");

        assertThat(fails("revert")).contains("no undo script for V20991231000000__fly.sql");
        assertThat(succeeds("info")).contains("unknown");
    }

    @Test
    void anUndoScriptThatFailsChangesNothing() throws SQLException {
        schema.migrate();
        asOwner("create view watched as select * from sign_in_failures");
        String before = schema.dump();

        assertThat(fails("revert")).contains("U20261122193100__create_sign_in_failures_table.sql failed", "watched");
        assertThat(schema.dump()).isEqualTo(before);
        assertThat(succeeds("info")).doesNotContain("pending");
    }

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
    void aHostThatIsntThereIsOneLine() {
        variables.put("MIGRATION_DATABASE_URL", "postgresql://owner:se-cret@nowhere.invalid/none");

        assertThat(fails("info"))
                .isEqualTo("roster migrate info: The database can't be used: there is no host nowhere.invalid.\n");
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
    void whatAServiceAppliedIsTakenBackByCommand() {
        RosterProcess.start(variables).ready().close();
        JsonPath all = JsonPath.from(succeeds("info", "--json"));
        assertThat(all.getList("state")).hasSameSizeAs(Schema.undoVersions()).containsOnly("applied");
        assertThat(all.getList("revertible")).containsOnly(true);

        assertThat(succeeds("revert")).isEqualTo("Reverted V20261122193100__create_sign_in_failures_table.sql\n");
        variables.put("MIGRATION_BACKUP", "off");
        assertThat(succeeds("run")).contains("Applied 20261122193100");
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
                Ready.until("the migration waits for its table", () -> database.number(WAITING + "'relation'") == 1);
                try (RosterProcess back = RosterProcess.start(variables, "migrate", "revert")) {
                    Ready.until("its way back waits", () -> database.number(WAITING + "'advisory'") == 1);
                    owner.rollback();
                    assertThat(forward.printed(0)).startsWith("Applied ");
                    assertThat(back.ended(1)).contains("20261122190000 is no longer the newest migration");
                }
            }
        }
        assertThat(succeeds("info")).doesNotContain("pending");
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
    void aServiceThatIsOlderThanTheSchemaServesAndWarns() throws SQLException {
        schema.migrate();
        aNewerRosterHasMigrated();

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(roster.output()).contains("WARN", "20990101000000) that is newer than the latest");
        }
    }

    @Test
    void aBackupIsMadeBeforeWhereTheyAreSetUp() {
        schema.migrateTo(BEFORE_SESSIONS);

        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "run")) {
            assertThat(roster.printed(0).lines()).hasSize(2).allMatch(line -> line.startsWith("Applied "));
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
    void aServiceThatMustHaveABackupAndHasNoneDoesNotStart() {
        schema.migrateTo(BEFORE_SESSIONS);
        variables.put("PG_BIN_DIR", folder.toString());
        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said()).contains("Nothing was migrated", "pg_dump is missing");
        }
        assertThat(succeeds("info")).contains("pending");
    }

    @Test
    void whatANewerRosterHasAppliedIsAWarningOfOneLine() throws SQLException {
        schema.migrate();
        aNewerRosterHasMigrated();

        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "run")) {
            assertThat(roster.printed(0)).isEqualTo("Nothing is pending\n");
            assertThat(roster.errors())
                    .hasLineCount(1)
                    .matches("WARN: .*20990101000000.* is newer than the latest .*\n");
        }
        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "info", "--json")) {
            assertThat(JsonPath.from(roster.printed(0)).getList("state")).contains("unknown");
            assertThat(roster.errors()).isEmpty();
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

    @Test
    void aNewMigrationIsAPairOfFilesInACheckout() throws IOException {
        assertThat(run(1, "new", "--dir=" + folder, "add_phone")).contains("run this in a checkout");
        Path scripts = folder.resolve("src/main/resources/db");
        Files.createDirectories(scripts.resolve("migration"));
        Files.createDirectories(scripts.resolve("undo"));

        List<String> made =
                run(0, "new", "--dir=" + folder, "add_phone").lines().toList();

        assertThat(made).hasSize(2).allSatisfy(file -> assertThat(Path.of(file)).isRegularFile());
        assertThat(made.get(0)).matches(".*/db/migration/V\\d{14}__add_phone\\.sql");
        assertThat(made.get(1)).isEqualTo(made.get(0).replace("migration/V", "undo/U"));
        assertThat(run(2, "new", "Add Phone"))
                .startsWith("roster migrate new: NAME must be lower-case words")
                .endsWith("Try 'roster migrate new --help'.\n");
        assertThat(run(2)).contains("info, run, revert, new or rehearse");
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

    private void aNewerRosterHasMigrated() throws SQLException {
        asOwner("insert into flyway_schema_history select 99, '20990101000000', 'future', type, script, checksum,"
                + " installed_by, now(), 1, true from flyway_schema_history where installed_rank = 2");
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Path> backups() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dump.age")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String succeeds(String... arguments) {
        return run(0, arguments);
    }

    private String fails(String... arguments) {
        return run(1, arguments);
    }

    private String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("migrate"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
