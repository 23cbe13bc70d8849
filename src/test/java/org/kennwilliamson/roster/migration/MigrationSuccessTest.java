package org.kennwilliamson.roster.migration;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationSuccessTest {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void itTellsHowManyScriptsRanAndWhichVersionThatMade() {
        assertThat(migratedTo("20250829025210"))
                .matches("Migrated the schema to version 20250829025210 \\(3 scripts, \\d+\\.\\d s\\)");
        assertThat(migratedTo("20261122170000"))
                .matches("Migrated the schema to version 20261122170000 \\(1 script, \\d+\\.\\d s\\)");
    }

    @Test
    void whereNothingIsPendingItSaysSo() {
        new Schema(database).migrateTo("20250829025210");

        assertThat(migratedTo("20250829025210")).isEqualTo("The schema is up to date, at version 20250829025210");
    }

    private String migratedTo(String version) {
        Flyway flyway = Migrations.flyway(MigrationSettings.from(new Variables(database.environment()::get)));
        return MigrationSuccess.line(Flyway.configure()
                .configuration(flyway.getConfiguration())
                .target(version)
                .skipDefaultCallbacks(true)
                .load()
                .migrate());
    }
}
