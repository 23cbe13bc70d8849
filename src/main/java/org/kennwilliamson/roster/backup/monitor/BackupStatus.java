package org.kennwilliamson.roster.backup.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.CopyUrl;

/**
 * What the monitor last saw of the backups.
 *
 * @param backups oldest first; none that claims to be of the future, which would be the newest until then
 * @param faults what stands in the way of the next one, each in one line
 * @param warnings what needs attention, but wakes nobody
 */
public record BackupStatus(List<Manifest> backups, List<String> faults, List<String> warnings) {

    public static final BackupStatus NOTHING_YET = new BackupStatus(List.of(), List.of(), List.of());

    /** Clocks of several machines differ by less; what lies further ahead was created while a clock was wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** What is seen at a moment. */
    public static BackupStatus at(Instant now, BackupDirectory.Contents contents, List<String> faults) {
        Map<Boolean, List<Manifest>> possible = contents.backups().stream()
                .collect(Collectors.partitioningBy(backup -> backup.startedAt().isBefore(now.plus(AHEAD))));
        List<String> warnings = new ArrayList<>(contents.faults());
        possible.get(false)
                .forEach(backup -> warnings.add(backup.file() + " claims to be of " + backup.startedAt()
                        + ": a clock was wrong, and until then it doesn't count"));
        return new BackupStatus(possible.get(true), List.copyOf(faults), List.copyOf(warnings)).warningWhenShrunk();
    }

    private BackupStatus warningWhenShrunk() {
        int count = backups.size();
        if (count < 2
                || backups.get(count - 1).size() * 2 >= backups.get(count - 2).size()) {
            return this;
        }
        List<String> more = new ArrayList<>(warnings);
        more.add("The last backup, " + backups.get(count - 1).file()
                + ", has less than half the size of the one before: is everything still there?");
        return new BackupStatus(backups, faults, List.copyOf(more));
    }

    public Optional<Manifest> newest() {
        return backups.isEmpty() ? Optional.empty() : Optional.of(backups.get(backups.size() - 1));
    }

    public Optional<Manifest> newestVerified() {
        return backups.stream().filter(Manifest::isVerified).max(Comparator.comparing(Manifest::startedAt));
    }

    /** The newest backup that has a good copy at this place. */
    public Optional<Manifest> newestCopied(CopyUrl place) {
        return backups.stream()
                .filter(backup -> backup.copy().isGoodAt(place.text()))
                .max(Comparator.comparing(Manifest::startedAt));
    }

    /** The backups that have no good copy at this place. One that failed needs no copy. */
    public List<Manifest> uncopied(CopyUrl place) {
        return backups.stream()
                .filter(backup ->
                        !backup.hasFailedVerification() && !backup.copy().isGoodAt(place.text()))
                .toList();
    }

    /**
     * Whether there is a backup that was begun since then.
     *
     * @param unverified whether one that isn't verified counts
     */
    public boolean hasOneSince(Instant moment, boolean unverified) {
        return newestCounting(unverified)
                .filter(backup -> !backup.startedAt().isBefore(moment))
                .isPresent();
    }

    /** The newest backup that counts; {@code unverified} as above. */
    public Optional<Manifest> newestCounting(boolean unverified) {
        return backups.stream()
                .filter(backup -> backup.isVerified() || unverified && !backup.hasFailedVerification())
                .max(Comparator.comparing(Manifest::startedAt));
    }
}
