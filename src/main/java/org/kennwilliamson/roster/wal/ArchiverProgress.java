package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when something waits while nothing is archived. PostgreSQL doesn't say: the last success of an idle server is old,
 * too. So it is made out from one look to the next.
 *
 * @param lastSuccess at the last look
 * @param segment that was written at the first look after that
 * @param waitingSince empty if nothing waits
 */
record ArchiverProgress(Optional<Instant> lastSuccess, long segment, Optional<Instant> waitingSince) {

    /** pgBackRest alone asks a bucket that doesn't answer for more than two minutes; PostgreSQL tries once a minute. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    static final ArchiverProgress NONE = new ArchiverProgress(Optional.empty(), Long.MAX_VALUE, Optional.empty());

    /** As it is after one more look. */
    ArchiverProgress next(WalStatus status, Instant now) {
        if (!status.isArchiving()) {
            return NONE;
        }
        boolean begins = equals(NONE) || !status.archiver().lastSuccess().equals(lastSuccess);
        long base = begins ? status.segment() : segment;
        Optional<Instant> since = begins ? Optional.of(now) : waitingSince.or(() -> Optional.of(now));
        return new ArchiverProgress(
                status.archiver().lastSuccess(), base, since.filter(ignored -> waits(status, base)));
    }

    private static boolean waits(WalStatus status, long base) {
        return status.archiver().isFailing() || status.waiting().orElse(Math.max(0, status.segment() - base)) > 0;
    }

    /** Whether something has been waiting for too long. */
    boolean hasStopped(Instant now) {
        return waitingSince.filter(since -> !since.plus(PATIENCE).isAfter(now)).isPresent();
    }
}
