package org.kennwilliamson.roster.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the schema itself promises of the audit trail. */
@Tag("postgresql")
class AuditEventsTableTest {

    private static final String PARTITIONS =
            "select count(*) from pg_inherits where inhparent = 'audit_events'::regclass"
                    + " and inhrelid <> 'audit_events_default'::regclass";

    private static final String AN_EVENT =
            "insert into audit_events (actor, action, entity) values ('system', 'user.created', 'user:x')";

    private static final String HOMELESS = "select count(*) from audit_events_default";

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_events set actor = 'somebody else'",
                "delete from audit_events",
                "truncate audit_events",
                "drop table audit_events",
            })
    void theServiceCanNeitherChangeNorRemoveAnEvent(String statement) {
        assertThatThrownBy(() -> as("roster_service", statement))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                        .isEqualTo("42501"));
    }

    @Test
    void thisMonthAndTheNextThreeAreThere() {
        assertThat(database.number(PARTITIONS)).isEqualTo(4);
    }

    @Test
    void aMissingMonthIsMadeAgainByTheServiceWithoutTheRightToMakeTables() throws SQLException {
        as("roster_owner", "drop table " + partition("2 months"));
        assertThat(database.number(PARTITIONS)).isEqualTo(3);

        as("roster_service", "select maintain_audit_partitions(365)");
        as("roster_service", "select maintain_audit_partitions(365)");

        assertThat(database.number(PARTITIONS)).isEqualTo(4);
    }

    @Test
    void monthsBehindTheRetentionAreDroppedAndYoungerOnesStay() throws SQLException {
        aMonth("-14 months");
        aMonth("-3 months");

        as("roster_service", "select maintain_audit_partitions(365)");

        assertThat(exists(partition("-14 months"))).isFalse();
        assertThat(exists(partition("-3 months"))).isTrue();
    }

    @Test
    void whoeverAsksForLessThan30DaysDropsNothingYounger() throws SQLException {
        aMonth("-1 month");

        as("roster_service", "select maintain_audit_partitions(0)");

        assertThat(exists(partition("0 months"))).isTrue();
        assertThat(exists(partition("-1 month"))).isTrue();
    }

    @Test
    void anEventFindsItsMonthByItsId() throws SQLException {
        as("roster_service", AN_EVENT);

        assertThat(database.number("select count(*) from " + partition("0 months")))
                .isEqualTo(1);
    }

    @Test
    void anEventIsKeptWithoutItsMonthAndStaysWhereItIsUntilTheMonthIsOver() throws SQLException {
        as("roster_owner", "drop table " + partition("0 months"));

        as("roster_service", AN_EVENT);
        as("roster_service", "select maintain_audit_partitions(365)");
        as("roster_service", AN_EVENT);

        assertThat(database.number("select count(*) from audit_events")).isEqualTo(2);
        assertThat(database.number(HOMELESS)).isEqualTo(2);
        assertThat(exists(partition("0 months"))).isFalse();
        assertThat(exists(partition("1 month"))).isTrue();
    }

    @Test
    void theEventsOfAMonthThatIsOverMoveIntoItsTable() throws SQLException {
        as("roster_owner", """
                insert into audit_events (id, actor, action, entity)
                values (uuidv7_floor(now() - interval '2 months'), 'system', 'user.created', 'user:x')""");
        assertThat(database.number(HOMELESS)).isEqualTo(1);

        as("roster_service", "select maintain_audit_partitions(365)");

        assertThat(database.number(HOMELESS)).isZero();
        assertThat(database.number("select count(*) from " + partition("-2 months")))
                .isEqualTo(1);
    }

    @Test
    void aReaderIsNotWaitedForAndTheMonthsComeOrGoOnceItIsDone() throws SQLException {
        as("roster_owner", "drop table " + partition("2 months"));
        aMonth("-14 months");
        try (Connection reader = database.connectAs("roster_owner");
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from audit_events");

            as("roster_service", "set statement_timeout = '3s'; select maintain_audit_partitions(365)");
            as("roster_service", "set lock_timeout = '1s'; " + AN_EVENT);

            assertThat(exists(partition("2 months"))).isFalse();
            assertThat(exists(partition("-14 months"))).isTrue();
            reader.rollback();
        }

        as("roster_service", "select maintain_audit_partitions(365)");

        assertThat(exists(partition("2 months"))).isTrue();
        assertThat(exists(partition("-14 months"))).isFalse();
    }

    private void aMonth(String age) throws SQLException {
        as("roster_owner", """
                do $$
                declare month timestamptz := date_trunc('month', now() + interval '%s');
                begin
                    execute format('create table %%I partition of audit_events for values from (%%L) to (%%L)',
                        'audit_events_' || to_char(month, 'YYYY_MM'),
                        uuidv7_floor(month), uuidv7_floor(month + interval '1 month'));
                end $$""".formatted(age));
    }

    private String partition(String age) {
        long yearAndMonth = database.number("""
                select to_char((now() at time zone 'utc') + interval '%s', 'YYYYMM')::bigint""".formatted(age));
        return "audit_events_%d_%02d".formatted(yearAndMonth / 100, yearAndMonth % 100);
    }

    private boolean exists(String table) {
        return database.number("select count(*) from pg_class where relname = '" + table + "'") == 1;
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = database.connectAs(role);
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute(sql);
        }
    }
}
