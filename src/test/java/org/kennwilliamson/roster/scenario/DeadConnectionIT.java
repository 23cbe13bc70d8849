package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections that are dead without having been closed, as behind a firewall that forgot them, or that somebody ended. */
@Tag("program")
class DeadConnectionIT {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void theyAreFoundBeforeARequestFindsThem() throws IOException, InterruptedException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            List<String> reads = Arrays.asList(database.text("""
                    select string_agg(pid::text, ' ') from pg_stat_activity
                    where datname = current_database() and usename = 'roster_service'
                        and query not like '%pg_listening_channels%' and query not like 'set local%'""").split(" "));
            assertThat(reads).hasSize(2);
            signal("STOP", reads);
            try {
                Ready.until("they are found", () -> roster.said()
                        .contains("A connection to the database doesn't answer any more; opening new ones"));

                assertThat(roster.status("/v1/users")).isEqualTo(200);
                assertThat(roster.said()).doesNotContain("Requests get no answer", "The database doesn't answer");
            } finally {
                signal("CONT", reads);
            }
        }
    }

    @Test
    void thoseThatSomebodyEndsAreALineOfTheLogAndNothingOnStandardError() {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            database.text("""
                    select string_agg(pg_terminate_backend(pid)::text, ' ') from pg_stat_activity
                    where datname = current_database() and usename = 'roster_service'""");
            Ready.until("it is over", () -> roster.said().contains("The database answers again"));

            assertThat(roster.errors()).isEmpty();
        }
    }

    private static void signal(String signal, List<String> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        command.addAll(processes);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
