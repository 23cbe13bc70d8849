package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** Statements that were prepared before a table was altered are prepared again, and no client hears of it. */
@Tag("program")
class AlteredTableIT {

    private static final int AT_ONCE = 8;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void nobodySeesThatATableWasAlteredMeanwhile() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            String id = made(roster).path("id");
            succeed(roster, id);

            alter("alter table users alter column display_name type varchar(200)");
            succeed(roster, id);

            alter("alter table users alter column display_name type text");
            succeed(roster, id);
            assertThat(roster.said()).doesNotContain("ERROR");
        }
    }

    private static void succeed(RosterProcess roster, String id) {
        List<CompletableFuture<Integer>> all = IntStream.range(0, AT_ONCE)
                .boxed()
                .flatMap(i -> List.of(
                        roster.statusOf("/v1/users/" + id),
                        roster.statusOf("/v1/users?limit=1"),
                        roster.statusOf("/v1/users?q=a"),
                        CompletableFuture.supplyAsync(() -> changed(roster, id)),
                        CompletableFuture.supplyAsync(() -> made(roster).statusCode() == 201 ? 200 : 0))
                        .stream())
                .toList();
        assertThat(all).allMatch(status -> status.join() == 200);
    }

    private static int changed(RosterProcess roster, String id) {
        return roster.as(Token.admin())
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body(Map.of("displayName", "Ada"))
                .patch("/v1/users/{id}", id)
                .statusCode();
    }

    private static Response made(RosterProcess roster) {
        return roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail(), "displayName", "Ada"))
                .post("/v1/users");
    }

    private void alter(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
