package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.PgBouncer;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Migrations through a pooler that gives a session to whoever asks next. */
class MigratorTest {

    private static final String TRANSACTION = "pool_mode = transaction";
    private static final String IGNORING = "ignore_startup_parameters = extra_float_digits, options, search_path";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void aTransactionPoolerIsRefusedBeforeAnythingIsDone() {
        try (PgBouncer pooler = PgBouncer.start(database, TRANSACTION, IGNORING)) {
            assertThatThrownBy(() -> migrations(pooler).run(line -> {}))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("MIGRATION_DATABASE_URL")
                    .hasMessageContaining("name PostgreSQL itself");
        }
        assertThat(database.text("select to_regclass('flyway_schema_history')")).isNull();
        assertThat(database.number("select count(*) from pg_locks where locktype = 'advisory'"))
                .isZero();
    }

    @Test
    void soIsOneThatTakesNoneOfRostersSettings() {
        try (PgBouncer pooler =
                PgBouncer.start(database, TRANSACTION, "ignore_startup_parameters = extra_float_digits")) {
            assertThatThrownBy(() -> migrations(pooler).run(line -> {}))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("name PostgreSQL itself")
                    .hasMessageContaining("unsupported startup parameter");
        }
    }

    @Test
    void aSessionIsFoundToBeSharedThoughItsSettingsAreRightByAccident() throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            String role = "alter role roster_owner in database " + database.name() + " set ";
            statement.execute(role + "lock_timeout = '10s'");
            statement.execute(role + "statement_timeout = '15min'");
            statement.execute(role + "search_path = public,pg_catalog");
        }
        aTransactionPoolerIsRefusedBeforeAnythingIsDone();
    }

    private Migrations migrations(PgBouncer pooler) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("MIGRATION_DATABASE_URL", pooler.through(database.ownerUrl()));
        return new Migrations(new Variables(variables::get));
    }
}
