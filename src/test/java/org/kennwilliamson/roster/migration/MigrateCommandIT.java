package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster migrate info}, {@code run}, {@code revert} and {@code new} of the packaged program. */
@Tag("program")
class MigrateCommandIT extends MigrateCase {

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

        assertThat(succeeds("revert")).startsWith("Reverted V" + Schema.newest() + "__");
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
    void misuseIsToldApart() {
        for (String command : List.of("info", "run", "revert", "rehearse")) {
            assertThat(run(2, command, "--force"))
                    .startsWith("roster migrate " + command + ": Unknown option: '--force'")
                    .endsWith("Try 'roster migrate " + command + " --help'.\n");
        }
        assertThat(run(2, "info", "more")).startsWith("roster migrate info: Unmatched argument");
        assertThat(run(2, "new")).startsWith("roster migrate new: Missing required parameter: 'NAME'");
    }
}
