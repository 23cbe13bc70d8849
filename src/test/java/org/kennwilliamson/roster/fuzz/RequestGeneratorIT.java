package org.kennwilliamson.roster.fuzz;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that the API's document makes up: as it has them, nearly so, and wild. {@code -Dfuzz.requests=100000
 * -Dfuzz.seed=7} says how many and which, {@code -Dfuzz.first=4711 -Dfuzz.requests=1} repeats one of a seed.
 */
@Tag("program")
class RequestGeneratorIT {

    private static final long FIRST = Long.getLong("fuzz.first", 0);
    private static final long REQUESTS = Long.getLong("fuzz.requests", 1_500);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** From here on each operation has surely been done, and from there on also those that are sent seldom. */
    private static final long MANY = 1_500;

    private static final long VERY_MANY = 100_000;

    /** They take long, or need a backup that was there before. */
    private static final Set<String> SELDOM = Set.of(
            "GET /v1/backups/{id}",
            "POST /v1/backups",
            "POST /v1/backups/{id}/verification",
            "POST /v1/sessions",
            "POST /v1/users",
            "PUT /v1/me/password",
            "PUT /v1/users/{id}/password");

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void everyAnswerIsOneOfTheDocumentAndTheLogHasNoSecret() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("TRUSTED_PROXIES", "127.0.0.1");
        variables.put("AUTH_ACCESS_TTL", "2h");
        variables.put("BACKUP_VERIFY", "off");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            FuzzedWorld world = new FuzzedWorld(roster.port());
            ApiDocument document = new ApiDocument(world.document());
            FuzzingClients clients = new FuzzingClients(
                    roster.port(), world, new RequestGenerator(document, world, SEED), new AnswerRules(document));

            clients.send(FIRST, FIRST + REQUESTS);

            assertThat(clients.broken())
                    .as("rules that answers to requests of seed %d break", SEED)
                    .isEmpty();
            assertEachWasDone(document, clients);
            assertLogIsClean(roster.said(), clients.refreshTokens());
        }
    }

    /** Else a Roster that refuses everything would do. */
    private static void assertEachWasDone(ApiDocument document, FuzzingClients clients) {
        assertThat(document.operations()).hasSizeGreaterThan(25);
        if (REQUESTS >= MANY) {
            assertThat(document.operations().stream()
                            .map(ApiOperation::name)
                            .filter(name -> REQUESTS >= VERY_MANY || !SELDOM.contains(name)))
                    .allSatisfy(name -> assertThat(clients.statuses().keySet())
                            .as("done at least once: %s", name)
                            .anyMatch(seen -> seen.startsWith(name + " 2")));
        }
    }

    private static void assertLogIsClean(String log, Set<String> refreshTokens) {
        List<String> lines = log.lines().toList();
        assertThat(lines).hasSizeGreaterThan((int) Math.min(REQUESTS, MANY) / 2);
        assertThat(lines)
                .as("passwords, tokens and failures in the log")
                .noneMatch(line -> line.contains(FuzzedWorld.MARK)
                        || line.matches(".*eyJ[A-Za-z0-9_-]{10,}.*")
                        || line.contains(" ERROR ")
                        || line.startsWith("\tat ")
                        || Arrays.stream(line.split("[^A-Za-z0-9_-]+")).anyMatch(refreshTokens::contains));
    }
}
