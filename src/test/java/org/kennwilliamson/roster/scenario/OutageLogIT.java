package org.kennwilliamson.roster.scenario;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.SigningKeys;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** What an outage leaves in the log under load: a line for each kind of fault and period, and no trace. */
@Tag("program")
class OutageLogIT {

    private static final String DATABASE = "kennwilliamson";
    private static final int CLIENTS = 8;

    @TempDir
    Path folder;

    @Test
    void eachKindOfFaultIsALineForEachPeriodWithACount() {
        EmbeddedServer server =
                EmbeddedServer.start(folder.resolve("server"), Path.of("init-scripts"), Map.of("fsync", "off"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        try (RosterProcess roster = RosterProcess.start(variables(server)).ready()) {
            List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> {
                        while (!over.get()) {
                            refused.addAndGet(makes(roster) == 503 ? 1 : 0);
                        }
                    }))
                    .toList();
            server.kill();
            Instant end = Instant.now().plusSeconds(8);
            Ready.until("it was gone for long", () -> Instant.now().isAfter(end));
            server.restart();
            Ready.until("the period's count is told", () -> roster.said()
                    .contains(" more requests got no answer from the database: "));
            over.set(true);
            clients.forEach(CompletableFuture::join);
            roster.ready();

            assertThat(refused.get()).isGreaterThan(100);
            assertThat(roster.said())
                    .doesNotContain("Result is already complete", "\tat ", " ERROR ")
                    .containsOnlyOnce("The database doesn't answer");
            assertThat(roster.said().lines().filter(line -> line.contains(" WARN ")))
                    .hasSizeLessThan(20);
        } finally {
            over.set(true);
            server.delete();
        }
    }

    private static int makes(RosterProcess roster) {
        return roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users")
                .statusCode();
    }

    private static Map<String, String> variables(EmbeddedServer server) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_URL", server.url("roster_service", DATABASE));
        variables.put("MIGRATION_DATABASE_URL", server.url("roster_owner", DATABASE));
        variables.put("AUTH_SIGNING_KEY", SigningKeys.file().toString());
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("DB_ACQUIRE_TIMEOUT", "1");
        variables.put("DB_MAX_CONNECTIONS", "5");
        return variables;
    }
}
