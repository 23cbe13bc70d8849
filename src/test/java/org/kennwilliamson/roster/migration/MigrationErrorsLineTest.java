package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is refused is told with what can be done about it here: the commands that Flyway would name, Roster hasn't got. */
class MigrationErrorsLineTest {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void anotherScriptThanTheOneThatWasAppliedIsToldWithWhatMendsIt() throws IOException, SQLException {
        script("V1__make.sql", "create table t (n int);");
        flyway().migrate();
        script("V1__make.sql", "create table t (n int); -- with a comment");

        String told = failure();

        assertThat(told)
                .contains("1 was applied, but this Roster has another script")
                .doesNotContain("repair");
        Matcher remedy = Pattern.compile("update flyway_schema_history .*").matcher(told);
        assertThat(remedy.find()).isTrue();
        asOwner(remedy.group());
        assertThat(flyway().validateWithResult().validationSuccessful).isTrue();
    }

    @Test
    void oneThatIsOlderThanTheNewestIsTold() throws IOException {
        script("V2__make.sql", "create table t (n int);");
        flyway().migrate();
        script("V1__before.sql", "create table before (n int);");

        assertThat(failure()).contains("1 is older than the newest migration", "migrate revert");
    }

    @Test
    void oneThatThisProgramHasntGotIsTold() throws IOException {
        script("V1__make.sql", "create table t (n int);");
        script("V2__more.sql", "create table more (n int);");
        flyway().migrate();
        Files.delete(folder.resolve("V1__make.sql"));

        assertThat(failure())
                .contains("1 was applied, and this Roster hasn't got it")
                .doesNotContain("repair");
    }

    @Test
    void aDatabaseOfSomebodyElsesIsTold() throws IOException, SQLException {
        asOwner("create table theirs (n int)");
        script("V1__make.sql", "create table t (n int);");

        assertThat(failure())
                .contains("tables in the schema \"public\" that no Roster has made", "init-scripts/20-databases.sql")
                .doesNotContain("baseline");
    }

    private void script(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private Flyway flyway() {
        return MigrationSettings.from(new Variables(database.environment()::get))
                .onto(Flyway.configure().locations("filesystem:" + folder))
                .load();
    }

    private String failure() {
        return MigrationErrors.line(catchThrowableOfType(FlywayException.class, () -> flyway().migrate()));
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
