package org.kennwilliamson.roster.backup.config;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/** When backups are created: five fields as Debian's cron reads them, in UTC. */
public final class CronSchedule {

    private static final String OFF = "off";

    /** The words that Debian's cron has for five fields. */
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** A backup takes a while, and may be a while late before somebody is woken. A daily one is late after 26 hours. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

    private static final Duration MOST_PATIENCE = Duration.ofHours(2);
    private static final int PART = 12;

    /** After so many years all combinations of dates and days of the week have been there. */
    private static final int DAYS_OF_A_CENTURY = 36_525;

    private static final int FIELDS = 5;
    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int MOST_DAYS_OF_A_MONTH = 31;

    private final String cron;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    /** @throws IllegalArgumentException if these aren't five fields of cron */
    private CronSchedule(String cron) {
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException();
        }
        this.cron = cron;
        this.minutes = CronField.of(fields[0], 0, MINUTES - 1);
        this.hours = CronField.of(fields[1], 0, HOURS - 1);
        this.days = CronField.of(fields[2], 1, MOST_DAYS_OF_A_MONTH);
        this.months = CronField.ofMonths(fields[3]);
        this.weekdays = CronField.ofWeekdays(fields[4]);
    }

    /**
     * Reads {@code BACKUP_SCHEDULE}.
     *
     * @return empty for {@code off}
     * @throws InvalidSettingException if it is invalid, or never comes
     */
    static Optional<CronSchedule> parse(String text) {
        if (text.equals(OFF)) {
            return Optional.empty();
        }
        CronSchedule schedule = read(text);
        if (schedule.latest(Instant.EPOCH.plus(Duration.ofDays(20_000))).isEmpty()) {
            throw new InvalidSettingException(
                    "BACKUP_SCHEDULE must be a moment that comes, but '" + text + "' never does");
        }
        return Optional.of(schedule);
    }

    private static CronSchedule read(String text) {
        String fields = WORDS.getOrDefault(text, text);
        try {
            return new CronSchedule(fields);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "BACKUP_SCHEDULE must be five fields of cron (\"0 2 * * *\" is 02:00 UTC every day), a word like @daily,"
                            + " or off, but is '" + text + "'");
        }
    }

    public String cron() {
        return cron;
    }

    /** The latest moment up to now at which a backup was due. */
    public Optional<Instant> latest(Instant now) {
        LocalDateTime until = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return Stream.iterate(until.toLocalDate(), day -> day.minusDays(1))
                .limit(DAYS_OF_A_CENTURY)
                .filter(this::isOn)
                .flatMap(day ->
                        latest(day, day.equals(until.toLocalDate()) ? until.toLocalTime() : LocalTime.MAX).stream())
                .findFirst()
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    /**
     * As Debian's cron has it: if both the day of the month and the day of the week are restricted, which are those that
     * don't begin with an asterisk, either is enough; otherwise both must match.
     */
    private boolean isOn(LocalDate date) {
        boolean day = days.allows(date.getDayOfMonth());
        boolean weekday = weekdays.allows(date.getDayOfWeek().getValue() % DAYS_OF_A_WEEK);
        return months.allows(date.getMonthValue())
                && (days.open() || weekdays.open() ? day && weekday : day || weekday);
    }

    private Optional<LocalDateTime> latest(LocalDate day, LocalTime until) {
        int hour = hours.values().previousSetBit(until.getHour());
        if (hour == until.getHour()) {
            int minute = minutes.values().previousSetBit(until.getMinute());
            if (minute >= 0) {
                return Optional.of(day.atTime(hour, minute));
            }
            hour = hours.values().previousSetBit(hour - 1);
        }
        return hour < 0
                ? Optional.empty()
                : Optional.of(day.atTime(hour, minutes.values().previousSetBit(MINUTES)));
    }

    /** The moment since which there must be a verified backup by now: the latest one, and a bit. */
    public Optional<Instant> due(Instant now) {
        return latest(now).flatMap(last -> latest(last.minusMillis(1))
                .flatMap(before -> latest(now.minus(patience(before, last)))));
    }

    private static Duration patience(Instant before, Instant last) {
        Duration part = Duration.between(before, last).dividedBy(PART);
        return part.compareTo(LEAST_PATIENCE) < 0
                ? LEAST_PATIENCE
                : part.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : part;
    }
}
