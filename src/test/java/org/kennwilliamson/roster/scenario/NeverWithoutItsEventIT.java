package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** A statement that breaks halfway leaves neither the change nor the event. */
@Tag("program")
class NeverWithoutItsEventIT {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void whereTheEventCanNotBeWrittenNothingChanges() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            asOwner("alter table audit_events add constraint broken check (false) not valid");

            int status = post(roster, "broken@example.org");

            assertThat(status).isEqualTo(500);
            assertThat(database.number("select count(*) from users")).isZero();
        }
    }

    @Test
    void whereTheChangeFailsThereIsNoEvent() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            assertThat(post(roster, "ada@example.org")).isEqualTo(201);
            assertThat(post(roster, "ADA@example.org")).isEqualTo(409);

            assertThat(database.number("select count(*) from audit_events")).isEqualTo(1);
        }
    }

    private static int post(RosterProcess roster, String email) {
        return roster.as(Token.admin())
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/v1/users")
                .statusCode();
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
