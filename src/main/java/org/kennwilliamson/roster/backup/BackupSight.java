package org.kennwilliamson.roster.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the watch last saw of the backups.
 *
 * @param backups oldest first
 * @param faults what stands in the way of the next one, each in one line
 * @param warnings what somebody should look at in the morning
 */
record BackupSight(List<Manifest> backups, List<String> faults, List<String> warnings) {

    static final BackupSight NOTHING_YET = new BackupSight(List.of(), List.of(), List.of());

    /** Clocks of several machines differ by less; what lies further ahead was made while a clock was wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    Optional<Manifest> newest() {
        return backups.isEmpty() ? Optional.empty() : Optional.of(backups.get(backups.size() - 1));
    }

    Optional<Manifest> newestVerified() {
        return backups.stream().filter(Manifest::isVerified).max(Comparator.comparing(Manifest::startedAt));
    }

    /**
     * Whether there is a backup that was begun since then.
     *
     * @param unproved whether one counts that nobody has proved
     */
    boolean hasOneSince(Instant moment, Instant now, boolean unproved) {
        return newestCounting(now, unproved)
                .filter(backup -> !backup.startedAt().isBefore(moment))
                .isPresent();
    }

    /** The newest backup that doesn't claim to be of the future; {@code unproved} as above. */
    Optional<Manifest> newestCounting(Instant now, boolean unproved) {
        return backups.stream()
                .filter(backup -> backup.isVerified() || unproved && !backup.isRefuted())
                .filter(backup -> backup.startedAt().isBefore(now.plus(AHEAD)))
                .max(Comparator.comparing(Manifest::startedAt));
    }
}
