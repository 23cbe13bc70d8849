package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A migration that no transaction can hold, and that fails: what is said of it is what mends it. */
class MigrationErrorsTest {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void whatIsSaidMendsIt(@TempDir Path folder) throws IOException, SQLException {
        Files.writeString(folder.resolve("V1__make.sql"), "create table t (n int); insert into t values (1), (1);");
        Files.writeString(folder.resolve("V2__index.sql"), "create unique index concurrently t_n on t (n);");
        Flyway flyway = MigrationSettings.from(new Variables(database.environment()::get))
                .onto(Flyway.configure().locations("filesystem:" + folder))
                .load();

        assertThat(failure(flyway))
                .startsWith("V2__index.sql, line 1, failed; no transaction holds it")
                .contains("remove what it left", "could not create unique index");
        assertThat(failure(flyway)).contains("2 failed by halves before; remove what it left");

        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("delete from flyway_schema_history where not success");
            statement.execute("drop index t_n; delete from t");
        }
        flyway.migrate();
        assertThat(database.text("select indisvalid from pg_index where indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    private static String failure(Flyway flyway) {
        return MigrationErrors.line(catchThrowableOfType(FlywayException.class, flyway::migrate));
    }
}
