package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code pg_stat_archiver} and the settings say.
 *
 * @param timeout after which a segment that isn't full is closed; zero if it never is
 * @param lastFile mostly a segment, but also a timeline's or a base backup's history
 * @param failures since the statistics began; a command that isn't found, or that a signal ends, is none
 * @param since when the statistics began: a crash begins them again
 */
public record Archiver(
        ArchiveMode mode,
        Duration timeout,
        Optional<String> lastFile,
        Optional<Instant> lastSuccess,
        Optional<String> failedFile,
        Optional<Instant> lastFailure,
        long failures,
        Instant since) {

    /** Whether the last attempt failed. */
    public boolean isFailing() {
        return lastFailure
                .filter(failure -> lastSuccess.filter(failure::isBefore).isEmpty())
                .isPresent();
    }
}
