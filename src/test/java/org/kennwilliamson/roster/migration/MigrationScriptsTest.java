package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts, as commands find them: in a native image by the list that Quarkus makes, which is there in its tests, too. */
@QuarkusTest
class MigrationScriptsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final MigrationSettings settings = MigrationSettings.from(new Variables(database.environment()::get));

    @Test
    void aNativeImageKnowsTheSameOnes() {
        FluentConfiguration listed = MigrationScripts.listed(Flyway.configure().locations("classpath:db/migration"));

        Flyway inNative = settings.onto(listed).load();
        assertThat(versions(inNative)).isNotEmpty().isEqualTo(versions(Migrations.flyway(settings)));

        inNative.migrate();
        assertThat(database.number("select count(*) from roles")).isPositive();
        assertThat(database.text("select has_table_privilege('roster_service', 'users', 'insert')"))
                .as("by a callback, which comes after the last one")
                .isEqualTo("t");
    }

    @Test
    void anIndexCanBeMadeBesideWhoWorks(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("V1__make.sql"), "create table t (n int);");
        Files.writeString(folder.resolve("V2__index.sql"), "create index concurrently t_n on t (n);");

        settings.onto(Flyway.configure().locations("filesystem:" + folder))
                .load()
                .migrate();

        assertThat(database.text("select indisvalid from pg_index where indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    private static List<String> versions(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .map(info -> info.getVersion() + " " + info.getDescription() + " " + info.getChecksum())
                .toList();
    }
}
