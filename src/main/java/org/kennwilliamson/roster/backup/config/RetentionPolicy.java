package org.kennwilliamson.roster.backup.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.kennwilliamson.roster.backup.archive.Manifest;

/**
 * Which backups are expired. Days are counted by backups, not by the calendar: one goes only when it is older than
 * so many days and more other days than that have a verified one that is newer. So neither a month without a backup nor a clock
 * that jumps costs what there was before.
 *
 * @param days how long a backup is kept
 * @param minimum how many of the newest verified ones are kept, however old
 * @param weeks for how many weeks that have one the last verified backup is kept
 * @param months as {@code weeks}
 * @param unverified whether backups that aren't verified count, since verification is off
 */
public record RetentionPolicy(int days, int minimum, int weeks, int months, boolean unverified) {

    private static final Function<LocalDate, Object> BY_DAY = day -> day;
    private static final Function<LocalDate, Object> BY_WEEK =
            day -> day.get(IsoFields.WEEK_BASED_YEAR) * 100 + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    private static final Function<LocalDate, Object> BY_MONTH = day -> day.getYear() * 100 + day.getMonthValue();

    public static RetentionPolicy of(BackupSettings settings) {
        return new RetentionPolicy(
                settings.retentionDays(),
                settings.keepMinimum(),
                settings.keepWeekly(),
                settings.keepMonthly(),
                settings.verify() == BackupSettings.Verify.OFF);
    }

    /** Those to be removed, oldest first. */
    public List<Manifest> expired(List<Manifest> all, Instant now) {
        List<Manifest> verified = all.stream()
                .filter(backup -> backup.isVerified() || unverified && !backup.hasFailedVerification())
                .sorted(Comparator.comparing(Manifest::startedAt).reversed())
                .toList();
        Set<Manifest> kept = new HashSet<>(verified.subList(0, Math.min(minimum, verified.size())));
        kept.addAll(lastOf(verified, weeks, BY_WEEK));
        kept.addAll(lastOf(verified, months, BY_MONTH));
        return all.stream()
                .filter(backup -> backup.startedAt().isBefore(now.minus(Duration.ofDays(days))))
                .filter(backup -> !kept.contains(backup))
                .filter(backup -> newerDays(verified, backup) > days)
                .sorted(Comparator.comparing(Manifest::startedAt))
                .toList();
    }

    private static long newerDays(List<Manifest> verified, Manifest than) {
        return verified.stream()
                .filter(backup -> backup.startedAt().isAfter(than.startedAt()))
                .map(backup -> BY_DAY.apply(day(backup)))
                .distinct()
                .count();
    }

    /** The newest one of each of the latest periods that have any. */
    private static List<Manifest> lastOf(List<Manifest> newestFirst, int periods, Function<LocalDate, Object> period) {
        Set<Object> seen = new HashSet<>();
        return newestFirst.stream()
                .filter(backup -> seen.size() < periods && seen.add(period.apply(day(backup))))
                .toList();
    }

    private static LocalDate day(Manifest backup) {
        return backup.startedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
