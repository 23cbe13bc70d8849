package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

/** A password is what stands in its variable: requests, migrations and commands read it alike. */
@Tag("program")
class VerbatimSettingsIT {

    private static final String EMAIL = "ada@example.org";
    private static final String PASSWORD = "nine-geese-${HOST}-$$-over-the-dam";

    private final TestDatabase database = TestDatabase.fresh();
    private final String role = database.name() + "_service";

    @BeforeEach
    void makeARoleWithDollarsInItsPassword() throws SQLException {
        execute("create role " + role + " login password 'a$$b%24$c' in role roster_service");
    }

    @AfterEach
    void removeIt() throws SQLException {
        execute("drop owned by " + role, "drop role " + role);
    }

    @Test
    void dollarsAreDollarsOnTheRequestPathToo() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put(
                "DATABASE_URL", database.serviceUrl().replaceFirst("//[^@]*@", "//" + role + ":a\\$\\$b%2524\\$c@"));
        variables.put("ADMIN_EMAIL", EMAIL);
        variables.put("ADMIN_PASSWORD", PASSWORD);

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            Ready.until(
                    "the first administrator can sign in",
                    () -> roster.anonymous()
                                    .contentType(ContentType.JSON)
                                    .body(Map.of("email", EMAIL, "password", PASSWORD))
                                    .post("/v1/sessions")
                                    .statusCode()
                            == 201);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.connectAs("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
