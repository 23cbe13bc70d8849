package org.kennwilliamson.roster.lockout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** A lock is in the database: no restart opens it, and a replica keeps it, too. */
@Tag("program")
class LockoutsOutlastIT {

    private final TestDatabase database = TestDatabase.fresh();
    private final String email = Api.freshEmail();

    @Test
    void aRestart() {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            makeUser(roster);
            for (int i = 0; i < 5; i++) {
                assertThat(signIn(roster, "a-guess-among-many-others")).isEqualTo(401);
            }
        }
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            assertThat(signIn(roster, Person.PASSWORD)).isEqualTo(429);
        }
    }

    @Test
    void butWhereItIsSwitchedOffNothingIsCounted() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("AUTH_LOCKOUT", "off");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            makeUser(roster);
            for (int i = 0; i < 6; i++) {
                assertThat(signIn(roster, "a-guess-among-many-others")).isEqualTo(401);
            }

            assertThat(signIn(roster, Person.PASSWORD)).isEqualTo(201);
        }
        assertThat(database.number("select count(*) from sign_in_failures")).isZero();
    }

    private void makeUser(RosterProcess roster) {
        roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD, "roles", List.of("user")))
                .post("/v1/users")
                .then()
                .statusCode(201);
    }

    private int signIn(RosterProcess roster, String password) {
        return roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", email, "password", password))
                .post("/v1/sessions")
                .statusCode();
    }
}
