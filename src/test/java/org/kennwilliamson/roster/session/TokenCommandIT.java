package org.kennwilliamson.roster.session;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster token issue} of the packaged program. */
@Tag("program")
class TokenCommandIT {

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @BeforeEach
    void thereIsASchema() {
        new Schema(database).migrate();
    }

    @Test
    void thatATokenWasIssuedIsWrittenDownWhereThereIsADatabaseAndSaidWhereThereIsNone() {
        String token = issued("--subject", "mailer", "--role", "user", "--role", "admin", "--ttl", "90d");

        assertThat(database.text(
                        "select concat_ws(' ', actor, entity, after) from audit_events where action = 'token.issued'"))
                .isEqualTo("operator service:mailer {\"roles\": [\"admin\", \"user\"], \"expiresIn\": \"PT2160H\"}")
                .doesNotContain(token);

        for (Map.Entry<String, String> place : Map.of(
                        "", "No audit event was written: DATABASE_URL is not set",
                        "postgresql://roster_service:se-cret@127.0.0.1:1/nothing",
                                "The audit event token.issued could not be written: ")
                .entrySet()) {
            variables.put("DATABASE_URL", place.getKey());
            try (RosterProcess roster = RosterProcess.start(
                    variables, "token", "issue", "--subject", "mailer", "--role", "user", "--ttl", "1d")) {
                assertThat(roster.printed(0)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
                assertThat(roster.errors())
                        .startsWith(place.getValue())
                        .hasLineCount(1)
                        .doesNotContain("se-cret");
            }
        }
        assertThat(database.number("select count(*) from audit_events where action = 'token.issued'"))
                .isOne();
    }

    @Test
    void theServiceTakesTheToken() {
        String user = issued("--subject", "mailer", "--role", "user", "--ttl", "90d");
        String admin = issued("--subject", "mailer", "--role", "user", "--role", "admin", "--ttl", "30m");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(user).get("/v1/users").then().statusCode(403);
            roster.as(admin).get("/v1/users").then().statusCode(200);
        }
        variables.put("AUTH_ISSUER", "somebody-else");
        String others = issued("--subject", "mailer", "--role", "admin", "--ttl", "1h");
        variables.remove("AUTH_ISSUER");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(others).get("/v1/users").then().statusCode(401);
        }
    }

    @Test
    void nobodyElsesNameAndNoOtherKey() {
        for (String subject : new String[] {"operator", "system", "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90"}) {
            assertThat(run(1, "issue", "--subject", subject, "--role", "user", "--ttl", "1d"))
                    .isEqualTo("roster token issue: '" + subject + "' can't be a service's name\n");
        }
        variables.put("AUTH_SIGNING_KEY", "pom.xml");
        assertThat(run(1, "issue", "--subject", "mailer", "--role", "user", "--ttl", "1d"))
                .contains("AUTH_SIGNING_KEY names pom.xml, which is no RSA key")
                .hasLineCount(1);
        variables.put("AUTH_SIGNING_KEY", "");
        assertThat(run(1, "issue", "--subject", "mailer", "--role", "user", "--ttl", "1d"))
                .contains("AUTH_SIGNING_KEY is not set")
                .hasLineCount(1);
    }

    @Test
    void misuseIsNamed() {
        assertThat(run(2)).contains("Say which: issue.");
        assertThat(run(2, "issue", "--subject", "mailer")).contains("--role", "--ttl");
        assertThat(run(2, "issue", "--subject", "mailer", "--role", "user", "--ttl", "soon"))
                .isEqualTo("roster token issue: --ttl must be a duration like 90d, 12h or 30m\n"
                        + "Try 'roster token issue --help'.\n");
        assertThat(run(2, "issue", "--subject", "mailer", "--role", "user", "--ttl", "401d"))
                .contains("400d");
        assertThat(run(2, "issue", "--subject", "mailer", "--role", "U", "--ttl", "1d"))
                .contains("--role is invalid");
        assertThat(run(0, "issue", "--help")).contains("Example: roster token issue");
    }

    private String issued(String... arguments) {
        String output =
                run(0, Stream.concat(Stream.of("issue"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(output).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
        return output.strip();
    }

    private String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("token"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
