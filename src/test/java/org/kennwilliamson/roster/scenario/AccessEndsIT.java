package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** What ends access at one replica ends it at the other, which has just let the same token pass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class AccessEndsIT {

    private final TestDatabase database = TestDatabase.fresh();

    private RosterProcess one;
    private RosterProcess other;
    private String user;
    private JsonPath session;

    @BeforeAll
    void startTwo() {
        one = RosterProcess.start(database.environment()).ready();
        other = RosterProcess.start(database.environment()).ready();
        // Whoever a test removes is never the last administrator.
        make(Api.freshEmail());
    }

    @AfterAll
    void stopBoth() {
        one.close();
        other.close();
    }

    @BeforeEach
    void somebodySignsInAndIsKnownToBoth() {
        String email = Api.freshEmail();
        user = make(email);
        session = one.anonymous()
                .contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD))
                .post("/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(statusAt(one)).isEqualTo(200);
        assertThat(statusAt(other)).isEqualTo(200);
    }

    @Test
    void aRevokedSession() {
        admin().delete("/v1/sessions/{id}", session.<String>get("sessionId"))
                .then()
                .statusCode(204);

        becomes(401);
    }

    @Test
    void allSessionsOfAUser() {
        admin().delete("/v1/users/{id}/sessions", user).then().statusCode(204);

        becomes(401);
    }

    @Test
    void aDisabledUserAlsoAfterTheyAreEnabledAgain() {
        setActive(false);
        becomes(401);

        setActive(true);

        assertThat(statusAt(one)).isEqualTo(401);
        assertThat(statusAt(other)).isEqualTo(401);
    }

    @Test
    void aRemovedUser() {
        admin().header("If-Match", "*").delete("/v1/users/{id}", user).then().statusCode(204);

        becomes(401);
    }

    @Test
    void aNewPassword() {
        admin().contentType("application/json")
                .body(Map.of("password", "eleven-storks-by-the-well"))
                .put("/v1/users/{id}/password", user)
                .then()
                .statusCode(204);

        becomes(401);
    }

    @Test
    void aRoleThatIsTakenAwayIsMissedAtOnce() {
        admin().delete("/v1/users/{id}/roles/admin", user).then().statusCode(204);

        becomes(403);
    }

    @Test
    void whatAnOperatorDoesByHand() throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("update users set active = false where id = '" + user + "'");
        }

        becomes(401);
    }

    /** With the table locked nobody could ask. */
    @Test
    void whoIsKnownIsNotAskedForAgain() throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table sessions in access exclusive mode");

            assertThat(statusAt(one)).isEqualTo(200);
            assertThat(statusAt(other)).isEqualTo(200);
        }
    }

    /** What was notified while nobody listened is not missed. */
    @Test
    void aSessionThatEndsWhileTheListeningConnectionIsLost() throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("delete from sessions where user_id = '" + user + "'");
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and usename = 'roster_service' and query like '%pg_listening_channels%'""");
            superuser.commit();
        }

        becomes(401);
        Ready.until("both listen again", () -> listening() == 2);
    }

    private String make(String email) {
        return admin().contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD, "roles", List.of("user", "admin")))
                .post("/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private long listening() {
        return database.number("""
                select count(*) from pg_stat_activity
                where datname = current_database() and usename = 'roster_service' and query like '%current_setting%'""");
    }

    private void setActive(boolean active) {
        admin().contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(Map.of("active", active))
                .patch("/v1/users/{id}", user)
                .then()
                .statusCode(200);
    }

    private void becomes(int status) {
        Ready.until("one answers " + status, () -> statusAt(one) == status);
        Ready.until("the other answers " + status, () -> statusAt(other) == status);
    }

    private int statusAt(RosterProcess roster) {
        return roster.as(session.get("accessToken"))
                .get("/v1/audit-events?limit=1")
                .statusCode();
    }

    private RequestSpecification admin() {
        return one.as(Token.admin());
    }
}
