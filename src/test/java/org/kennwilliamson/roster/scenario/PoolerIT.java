package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.DeafPooler;
import org.kennwilliamson.roster.testing.Document;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.PgBouncer;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** Something that lends connections between Roster and PostgreSQL. */
@Tag("program")
class PoolerIT {

    private static final String DEAF = "doesn't hear what PostgreSQL notifies";

    private final TestDatabase database = TestDatabase.fresh();

    private String ignores;

    @BeforeEach
    void asThePageHasIt() throws IOException {
        ignores = Document.POOLERS.line("ignore_startup_parameters = ");
    }

    @Test
    void whatAPoolerRefusesIsSaidOnceAndTheStartWaitsUntilItIsMended() {
        try (PgBouncer pooler = PgBouncer.start(database);
                RosterProcess roster = RosterProcess.start(through(pooler.url()))) {
            Ready.until(
                    "the pooler has refused it often",
                    () -> roster.said().contains("Waiting for connections")
                            && pooler.said().split("unsupported startup parameter", -1).length > 10);
            assertThat(roster.said())
                    .containsOnlyOnce("unsupported startup parameter")
                    .contains("Waiting for connections for the requests at 127.0.0.1:")
                    .doesNotContain("ERROR");
            assertThat(roster.said().split("Migrating schema|is up to date", -1))
                    .hasSizeLessThan(12);

            pooler.reload(ignores);

            roster.ready();
        }
    }

    @Test
    void behindAPoolerThatLendsItsConnectionsForASessionItHears() {
        try (PgBouncer pooler = PgBouncer.start(database, ignores, "pool_mode = session");
                RosterProcess roster =
                        RosterProcess.start(through(pooler.url())).ready()) {
            aRevocationIsHeard(roster);

            assertThat(roster.said()).doesNotContain(DEAF);
        }
    }

    @Test
    void whoCannotHearOfARevocationAsksEachTimeAndSaysSoOnce() {
        try (DeafPooler pooler = DeafPooler.before(database);
                RosterProcess roster =
                        RosterProcess.start(through(pooler.url())).ready()) {
            Ready.until("it says that it doesn't hear", () -> roster.said().contains(DEAF));

            aRevocationIsHeard(roster);

            assertThat(roster.said()).containsOnlyOnce(DEAF);
        }
    }

    @Test
    void doctorTellsWhetherTheServiceWouldHear() {
        new Schema(database).migrate();
        try (PgBouncer session = PgBouncer.start(database, ignores, "pool_mode = session");
                PgBouncer transaction = PgBouncer.start(database, ignores, "pool_mode = transaction")) {
            assertThat(doctor(session.url())).containsPattern("OK +notifications +heard");
            assertThat(doctor(transaction.url()))
                    .containsPattern("FAIL +notifications +deaf: DATABASE_URL leads through a pooler")
                    .contains("have DATABASE_URL name PostgreSQL itself, or pool_mode = session");
        }
        try (PgBouncer asInstalled = PgBouncer.start(database, "ignore_startup_parameters = extra_float_digits")) {
            assertThat(doctor(asInstalled.url()))
                    .containsPattern("FAIL +notifications +the service's own connection fails: .*unsupported startup")
                    .contains("docs/poolers.md");
        }
    }

    private String doctor(String url) {
        try (RosterProcess roster = RosterProcess.start(through(url), "doctor")) {
            roster.exitCode();
            return roster.output();
        }
    }

    private void aRevocationIsHeard(RosterProcess roster) {
        String email = Api.freshEmail();
        roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD, "roles", List.of("user")))
                .post("/v1/users")
                .then()
                .statusCode(201);
        String token = roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD))
                .post("/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken");
        for (int i = 0; i < 3; i++) {
            assertThat(roster.as(token).get("/v1/me").statusCode()).isEqualTo(200);
        }

        database.text("with ended as (delete from sessions returning id) select count(*) from ended");

        Ready.until("the token is refused", () -> roster.as(token).get("/v1/me").statusCode() == 401);
    }

    private Map<String, String> through(String url) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("DATABASE_URL", url);
        return variables;
    }
}
