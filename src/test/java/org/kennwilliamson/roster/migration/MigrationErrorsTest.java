package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A migration that no transaction can hold, and that fails: what is said of it is what mends it. */
@Tag("postgresql")
class MigrationErrorsTest {

    private static final String LONG_WAITING = """
            select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where a.datname = current_database() and l.locktype = 'virtualxid' and not l.granted
                and l.waitstart < clock_timestamp() - interval '1 second'""";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void whatIsSaidMendsIt(@TempDir Path folder) throws IOException, SQLException {
        Files.writeString(folder.resolve("V1__make.sql"), "create table t (n int); insert into t values (1), (1);");
        Files.writeString(folder.resolve("V2__index.sql"), "create unique index concurrently t_n on t (n);");
        Flyway flyway = MigrationSettings.from(new Variables(database.environment()::get))
                .onto(Flyway.configure().locations("filesystem:" + folder))
                .load();

        assertThat(failure(flyway))
                .startsWith("V2__index.sql, line 1, failed; it runs in no transaction")
                .contains("remove what it left", "could not create unique index");
        assertThat(failure(flyway)).contains("2 failed partially before; remove what it left");

        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("delete from flyway_schema_history where not success");
            statement.execute("drop index t_n; delete from t");
        }
        flyway.migrate();
        assertThat(database.text("select indisvalid from pg_index where indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aRoleThatMayNotMigrateIsToldSo(@TempDir Path folder) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.remove("MIGRATION_DATABASE_URL");
        Flyway flyway = MigrationSettings.from(new Variables(variables::get))
                .onto(Flyway.configure().locations("filesystem:" + folder))
                .load();

        assertThat(failure(flyway))
                .startsWith("The migrations' table can't be made: ERROR: permission denied for schema public")
                .contains("MIGRATION_DATABASE_URL");
    }

    @Test
    void whatWorksConcurrentlyWaitsForLongerThanOtherStatements(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__make.sql"), "create table t (n int);");
        Files.writeString(
                folder.resolve("V2__index.sql"), "-- Beside what goes on.\ncreate index concurrently t_n on t (n);");
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("MIGRATION_LOCK_TIMEOUT", "100ms");
        Flyway flyway = MigrationSettings.from(new Variables(variables::get))
                .onto(Flyway.configure().locations("filesystem:" + folder))
                .load();
        try (Connection dump = database.connectAs("roster_backup");
                Statement statement = dump.createStatement()) {
            dump.setAutoCommit(false);
            dump.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select count(*) from pg_class");

            CompletableFuture<Void> migration = CompletableFuture.runAsync(flyway::migrate);
            Ready.until("the index has waited for the dump for some time", () -> database.number(LONG_WAITING) == 1);
            dump.rollback();
            migration.get();
        }

        assertThat(database.text("select indisvalid from pg_index where indexrelid = 't_n'::regclass"))
                .isEqualTo("t");
    }

    private static String failure(Flyway flyway) {
        return MigrationErrors.line(catchThrowableOfType(FlywayException.class, flyway::migrate));
    }
}
