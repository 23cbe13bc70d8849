package org.kennwilliamson.roster.startup;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.testing.PgBouncer;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a start waits for, behind a real pooler. */
class DatabaseWaitTest {

    private static final String IGNORES = "ignore_startup_parameters = extra_float_digits";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void aPoolerThatMixesUpPreparedStatementsIsNotWaitedFor() {
        try (PgBouncer pooler = PgBouncer.start(database, IGNORES, "pool_mode = transaction")) {
            for (int start = 0; start < 2; start++) {
                assertThatThrownBy(() -> DatabaseWait.untilRequestsAreTaken(url(pooler.url())))
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageStartingWith("DATABASE_URL leads through a pooler that mixes up")
                        .hasMessageContaining("pool_mode = session")
                        .hasMessageContaining("already exists");
            }
        }
    }

    @Test
    void oneThatLendsASessionIsAsGoodAsNone() {
        try (PgBouncer pooler = PgBouncer.start(database, IGNORES, "pool_mode = session")) {
            assertThatCode(() -> DatabaseWait.untilRequestsAreTaken(url(pooler.url())))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> DatabaseWait.untilRequestsAreTaken(url(database.serviceUrl())))
                .doesNotThrowAnyException();
    }

    private static DatabaseUrl url(String value) {
        return DatabaseUrl.parse("DATABASE_URL", value);
    }
}
