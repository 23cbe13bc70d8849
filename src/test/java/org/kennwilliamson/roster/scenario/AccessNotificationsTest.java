package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the schema tells everybody who remembers what a token allows. */
@Tag("postgresql")
class AccessNotificationsTest {

    private static final int FEW = 3;
    private static final int MANY = 150;

    private final TestDatabase database = TestDatabase.fresh();
    private Connection listener;

    @BeforeEach
    void listen() throws SQLException {
        new Schema(database).migrate();
        listener = database.connectAs("roster_service");
        try (Statement statement = listener.createStatement()) {
            statement.execute("listen roster_access");
        }
    }

    @AfterEach
    void close() throws SQLException {
        listener.close();
    }

    @Test
    void fewWhoAreDisabledAreNamedAndTheirSessionsEnd() throws SQLException {
        signedIn(FEW);

        assertThat(heardOf("update users set active = false")).hasSize(FEW).doesNotContain("*");
        assertThat(database.number("select count(*) from sessions")).isZero();
    }

    @Test
    void manyAtOnceAreOneNotification() throws SQLException {
        signedIn(MANY);

        assertThat(heardOf("update users set active = false")).containsExactly("*");
        assertThat(database.number("select count(*) from sessions")).isZero();
    }

    @Test
    void manyNewPasswordsAreOneToo() throws SQLException {
        signedIn(MANY);

        assertThat(heardOf("update users set password_set_at = now()")).containsExactly("*");
    }

    @Test
    void ofManyWhoGoOneByOneInATransactionTheFirstAreNamedAndTheOthersAreOne() throws SQLException {
        signedIn(MANY);

        assertThat(heardOf("delete from users")).hasSizeBetween(1, 101).contains("*");
    }

    @Test
    void whatChangesNoAccessIsNone() throws SQLException {
        signedIn(FEW);

        assertThat(heardOf("update users set version = version + 1, display_name = 'Ada'"))
                .isEmpty();
        assertThat(database.number("select count(*) from sessions")).isEqualTo(FEW);
    }

    private void signedIn(int count) throws SQLException {
        heardOf("""
                with made as (
                    insert into users (email) select n || '@example.org' from generate_series(1, %d) as n returning id
                )
                insert into sessions (user_id, family_hash, secret_hash, expires_at)
                select id, uuid_send(id), '\\x00', now() + interval '1 day' from made""".formatted(count));
    }

    /** What is heard of a statement, before the one that says that all is told. */
    private List<String> heardOf(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
            statement.execute("notify roster_access, 'end'");
        }
        List<String> heard = new ArrayList<>();
        while (!heard.contains("end")) {
            PGNotification[] more = listener.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(more).isNotEmpty();
            Arrays.stream(more).map(PGNotification::getParameter).forEach(heard::add);
        }
        heard.remove("end");
        return heard;
    }
}
