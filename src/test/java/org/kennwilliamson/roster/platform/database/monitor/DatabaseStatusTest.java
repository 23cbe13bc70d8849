package org.kennwilliamson.roster.platform.database.monitor;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.Server;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.UserCount;

import static org.assertj.core.api.Assertions.assertThat;

/** What the monitor keeps of what it saw. */
class DatabaseStatusTest {

    private static final Instant START = Instant.parse("2026-05-04T09:30:00Z");
    private static final Server SERVER = server(START);

    private final DatabaseStatus fresh = DatabaseStatus.nothingYet(START);

    @Test
    void beforeTheFirstAnswerThereIsAFaultAndNothingElse() {
        assertThat(fresh.fault()).isPresent();
        assertThat(fresh.lastAnswer()).isEqualTo(START);
        assertThat(fresh.server()).isEmpty();
        assertThat(fresh.users()).isEmpty();
        assertThat(fresh.schemaVersion()).isEmpty();
    }

    @Test
    void anAnswerEndsTheFaultAndIsDated() {
        DatabaseStatus answered = fresh.answered(START.plusSeconds(5), SERVER, Optional.empty());

        assertThat(answered.fault()).isEmpty();
        assertThat(answered.lastAnswer()).isEqualTo(START.plusSeconds(5));
        assertThat(answered.server()).contains(SERVER);
    }

    @Test
    void anAnswerToTheCountIsKeptByLaterAnswers() {
        DatabaseStatus counted = fresh.answered(START, SERVER, Optional.empty())
                .counted(new UserCount(3, true))
                .migrated("20250829025210");

        DatabaseStatus later = counted.answered(START.plusSeconds(1), SERVER, Optional.of("a standby"));

        assertThat(later.users()).contains(new UserCount(3, true));
        assertThat(later.schemaVersion()).contains("20250829025210");
        assertThat(later.refusal()).contains("a standby");
    }

    @Test
    void aLossSaysWhyAndKeepsWhatWasSeenLast() {
        DatabaseStatus lost = fresh.answered(START.plusSeconds(5), SERVER, Optional.empty())
                .counted(new UserCount(3, true))
                .migrated("20250829025210")
                .lost("connection refused");

        assertThat(lost.fault()).contains("connection refused");
        assertThat(lost.lastAnswer()).isEqualTo(START.plusSeconds(5));
        assertThat(lost.server()).contains(SERVER);
        assertThat(lost.users()).contains(new UserCount(3, true));
        assertThat(lost.schemaVersion()).contains("20250829025210");
    }

    @Test
    void anotherServerIsToldByTheMomentItWasStarted() {
        DatabaseStatus seen = DatabaseStatus.nothingYet(START).answered(START, SERVER, Optional.empty());

        assertThat(seen.isOfAnother(SERVER)).isFalse();
        assertThat(seen.isOfAnother(server(START.minusSeconds(1)))).isTrue();
    }

    @Test
    void theSchemaThatIsNeededSuitsAndSoDoesANewerOneButNoOlderOne() {
        assertThat(fresh.hasSchema("20250829025210")).as("not seen yet").isFalse();
        assertThat(fresh.migrated("20250829025209").hasSchema("20250829025210")).isFalse();
        assertThat(fresh.migrated("9").hasSchema("20250829025210"))
                .as("numbers, not words")
                .isFalse();
        assertThat(fresh.migrated("20250829025210").hasSchema("20250829025210")).isTrue();
        assertThat(fresh.migrated("20250829025211").hasSchema("20250829025210")).isTrue();
    }

    private static Server server(Instant upSince) {
        OffsetDateTime since = OffsetDateTime.ofInstant(upSince, ZoneOffset.UTC);
        return new Server(OffsetDateTime.ofInstant(START, ZoneOffset.UTC), "15.19", since);
    }
}
