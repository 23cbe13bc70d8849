package org.kennwilliamson.roster.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that name their requests send those again whose answer a killed service owes them. */
@Tag("program")
class CreatedOnceIT {

    private static final int CLIENTS = 8;

    private final TestDatabase database = TestDatabase.fresh();

    /** What each request's name was answered with. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @Test
    void aKilledServiceCreatesNobodyTwice() {
        Map<String, Integer> sent = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> clients;
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> CompletableFuture.runAsync(() -> createUntilKilled(roster, client, sent)))
                    .toList();
            roster.until("users are created", () -> answers.size() > 100);
        }
        clients.forEach(CompletableFuture::join);
        assertThat(answers.values()).containsOnly(201);
        assertThat(sent.keySet()).as("somebody waits for an answer").hasSizeGreaterThan(answers.size());

        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            sent.keySet().forEach(key -> assertThat(create(roster, key)).isEqualTo(201));
        }
        assertThat(database.number("select count(*) from users where email like 'once-%'"))
                .isEqualTo(sent.size());
        assertThat(database.number("select count(*) from audit_events where action = 'user.created'"
                        + " and after ->> 'email' like 'once-%'"))
                .isEqualTo(sent.size());
    }

    private void createUntilKilled(RosterProcess roster, int client, Map<String, Integer> sent) {
        try {
            for (int i = 0; i < 100_000; i++) {
                String key = "once-" + client + "-" + i;
                sent.put(key, client);
                answers.put(key, create(roster, key));
            }
        } catch (Exception killed) {
            // What was sent last stays without an answer.
        }
    }

    private static int create(RosterProcess roster, String key) {
        return roster.as(Token.admin())
                .header(IdempotencyKey.HEADER, key)
                .contentType("application/json")
                .body(Map.of("email", key + "@example.org"))
                .post("/v1/users")
                .statusCode();
    }
}
