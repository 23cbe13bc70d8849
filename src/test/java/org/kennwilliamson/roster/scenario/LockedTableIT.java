package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** A table that somebody holds, as a migration that rewrites it does, is no lost database. */
@Tag("program")
class LockedTableIT {

    /** Longer than from one count of the users to the next one. */
    private static final Duration LONG = Duration.ofSeconds(12);

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void othersGoOnAndNobodySaysThatTheDatabaseIsGone() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            String token = signedIn(roster);
            List<CompletableFuture<Integer>> waiting;
            try (Connection owner = database.connectAs("roster_owner");
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("lock table users in access exclusive mode");
                waiting = Stream.generate(() -> roster.statusOf("/v1/users?limit=1"))
                        .limit(4)
                        .toList();
                Instant end = Instant.now().plus(LONG);

                Ready.until("the lock was held for long", () -> {
                    Instant asked = Instant.now();
                    assertThat(roster.as(token).get("/v1/roles").statusCode())
                            .as("what a known token allows is not asked again, and roles are read")
                            .isEqualTo(200);
                    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
                    assertThat(roster.probe("/q/health/ready")).isEqualTo(200);
                    return Instant.now().isAfter(end);
                });
                assertThat(waiting).as("they wait").noneMatch(CompletableFuture::isDone);
            }

            assertThat(waiting).allMatch(status -> status.join() == 200);
            assertThat(roster.said()).doesNotContain("The database doesn't answer", "ERROR");
        }
    }

    /** Two are checked at once at most, and 64 wait. */
    @Test
    void signInsThatCouldNotBeCheckedSoonAreRefusedBeforeTheyAskTheDatabase() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            List<CompletableFuture<Integer>> signIns;
            try (Connection owner = database.connectAs("roster_owner");
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("lock table users in access exclusive mode");
                signIns = Stream.generate(() -> roster.statusOfSignIn("nobody@example.org", Person.PASSWORD))
                        .limit(70)
                        .toList();

                assertThat(CompletableFuture.anyOf(signIns.toArray(CompletableFuture[]::new)))
                        .as("sooner than after the 30 s in which a connection may come free")
                        .succeedsWithin(Duration.ofSeconds(20))
                        .isEqualTo(503);
                assertThat(signIns.stream().filter(CompletableFuture::isDone))
                        .as("those that have an answer")
                        .hasSizeLessThanOrEqualTo(70 - 64)
                        .allMatch(status -> status.join() == 503);
            }
            assertThat(signIns).as("each has an answer").allMatch(status -> status.join() >= 400);
        }
    }

    private static String signedIn(RosterProcess roster) {
        String email = Api.freshEmail();
        roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", email, "password", Person.PASSWORD, "roles", List.of("admin")))
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
        assertThat(roster.as(token).get("/v1/roles").statusCode()).isEqualTo(200);
        return token;
    }
}
