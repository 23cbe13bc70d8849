package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.wal.Wals.NOON;

/** When archiving counts as stopped, by what PostgreSQL says. */
class ArchiverProgressTest {

    private static final Duration HOURS = Duration.ofHours(3);

    @ParameterizedTest(name = "{0}, while {1} is written: {2}")
    @CsvSource({
        "000000010000000000000010, 17, 0",
        "000000010000000000000010, 20, 3",
        "0000000200000000000000FF, 256, 0",
        "000000020000000100000000, 258, 1",
        "000000010000000000000010, 16, 0",
        "000000010000000000000010, 9, -1",
        "000000010000000000000010.00000028.backup, 20, -1",
        "00000002.history, 20, -1",
        "000000010000000000000010.partial, 20, -1"
    })
    void segmentsAreCountedFromTheLastOneOnAnyTimeline(String file, long segment, long waiting) {
        assertThat(Wals.at(segment, Wals.archived(file, HOURS)).waiting().orElse(-1))
                .isEqualTo(waiting);
    }

    @Test
    void theHistoryOfALongBaseBackupMakesNothingWait() {
        WalStatus afterIt = Wals.at(20, Wals.archived("000000010000000000000010.00000028.backup", HOURS));

        ArchiverProgress progress = ArchiverProgress.NONE.next(afterIt, NOON).next(afterIt, NOON.plus(HOURS));
        assertThat(progress.waitingSince()).isEmpty();

        WalStatus more = Wals.at(21, afterIt.archiver());
        assertThat(progress.next(more, NOON.plus(HOURS)).waitingSince()).contains(NOON.plus(HOURS));
    }

    @Test
    void whoArchivesSlowlyHasNotStopped() {
        ArchiverProgress progress = ArchiverProgress.NONE;
        for (int minute = 0; minute < 20; minute++) {
            Archiver archiver =
                    Wals.archived("0000000100000000000000%02X".formatted(minute), Duration.ofMinutes(-minute));
            progress = progress.next(Wals.at(minute + 9, archiver), NOON.plusSeconds(60L * minute));
            assertThat(progress.hasStopped(NOON.plusSeconds(60L * minute))).isFalse();
        }
        assertThat(progress.hasStopped(NOON.plusSeconds(24 * 60))).isTrue();
    }

    @Test
    void aFailureCountsThoughNobodyKnowsWhatWaits() {
        WalStatus status =
                Wals.at(9, Wals.failed(Wals.began(ArchiveMode.ON, HOURS), "00000002.history", Duration.ZERO));

        assertThat(ArchiverProgress.NONE.next(status, NOON).waitingSince()).isEqualTo(Optional.of(NOON));
    }

    @Test
    void nothingWaitsWhereNothingIsArchived() {
        WalStatus status = Wals.at(9, Wals.began(ArchiveMode.OFF, HOURS));

        assertThat(ArchiverProgress.NONE.next(status, NOON)).isEqualTo(ArchiverProgress.NONE);
    }
}
