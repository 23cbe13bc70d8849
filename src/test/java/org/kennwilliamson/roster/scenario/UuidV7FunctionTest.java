package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The SQL function {@code public.uuidv7()} against RFC 9562, section 5.7. */
@Tag("postgresql")
class UuidV7FunctionTest {

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
    }

    @Test
    void itHasVersionSevenAndTheRfcsVariant() throws SQLException {
        List<UUID> ids = ids("select public.uuidv7() from generate_series(1, 1000)");

        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
    }

    @Test
    void itsFirst48BitsAreTheMillisecondsOfTheClock() throws SQLException {
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement();
                ResultSet row = statement.executeQuery("""
                        with before as materialized (select clock_timestamp() as at),
                            made as materialized (select public.uuidv7() as id from before where at is not null),
                            after as materialized (select id, clock_timestamp() as at from made)
                        select after.id,
                            floor(extract(epoch from before.at) * 1000), floor(extract(epoch from after.at) * 1000)
                        from before, after""")) {
            row.next();
            long millis = row.getObject(1, UUID.class).getMostSignificantBits() >>> 16;

            assertThat(millis).isBetween(row.getLong(2), row.getLong(3));
        }
    }

    @Test
    void withinASessionItAscendsAtFullSpeedAndNeverRepeats() throws SQLException {
        List<UUID> ids = ids("select public.uuidv7() from generate_series(1, 200000)");

        assertThat(ids).isSortedAccordingTo((one, other) -> one.toString().compareTo(other.toString()));
        assertThat(new HashSet<>(ids)).hasSize(200_000);
        assertThat(ids.stream().map(UUID::getMostSignificantBits).distinct().count())
                .as("the order is in the first half, not in the random one")
                .isEqualTo(200_000);
    }

    @Test
    void itAscendsAcrossStatementsAndTransactions() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            service.setAutoCommit(false);
            for (int i = 0; i < 2_000; i++) {
                try (ResultSet row = statement.executeQuery("select public.uuidv7()")) {
                    row.next();
                    ids.add(row.getString(1));
                }
                service.commit();
            }
        }

        assertThat(ids).isSorted();
    }

    @Test
    void itsRandomHalfIsRandom() throws SQLException {
        List<UUID> ids = ids("select public.uuidv7() from generate_series(1, 10000)");

        assertThat(ids.stream().map(UUID::getLeastSignificantBits).distinct().count())
                .isEqualTo(10_000);
    }

    private static List<UUID> ids(String sql) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
