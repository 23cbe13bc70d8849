package org.kennwilliamson.roster.backup.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When a backup is made, and from when on it is missed. */
class CronScheduleTest {

    @Test
    void offIsNoSchedule() {
        assertThat(CronSchedule.parse("off")).isEmpty();
    }

    /** 2026-05-04 is a Monday. */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "0 2 * * *,    2026-05-04T02:00:00Z, 2026-05-04T02:00:00Z",
        "0 2 * * *,    2026-05-04T01:59:59Z, 2026-05-03T02:00:00Z",
        "*/15 * * * *, 2026-05-04T12:44:00Z, 2026-05-04T12:30:00Z",
        "0 2 * * 1-5,  2026-05-03T12:00:00Z, 2026-05-01T02:00:00Z",
        "0 4 * * 0,    2026-05-04T12:00:00Z, 2026-05-03T04:00:00Z",
        "30 3 1 * *,   2026-05-04T12:00:00Z, 2026-05-01T03:30:00Z",
        "@daily,       2026-05-04T12:00:00Z, 2026-05-04T00:00:00Z",
        "@weekly,      2026-05-04T12:00:00Z, 2026-05-03T00:00:00Z",
        "@hourly,      2026-05-04T12:30:00Z, 2026-05-04T12:00:00Z",
    })
    void theLatestOneIsKnown(String cron, Instant now, Instant latest) {
        assertThat(CronSchedule.parse(cron).orElseThrow().latest(now)).contains(latest);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        // A daily one is missed when the last one is 26 hours old.
        "0 2 * * *,   2026-05-04T03:59:00Z, 2026-05-03T02:00:00Z",
        "0 2 * * *,   2026-05-04T04:00:00Z, 2026-05-04T02:00:00Z",
        // An hourly one after ten minutes more, a weekly one after two hours more.
        "0 * * * *,   2026-05-04T12:09:00Z, 2026-05-04T11:00:00Z",
        "0 * * * *,   2026-05-04T12:10:00Z, 2026-05-04T12:00:00Z",
        "0 4 * * 0,   2026-05-03T05:59:00Z, 2026-04-26T04:00:00Z",
        "0 4 * * 0,   2026-05-03T06:00:00Z, 2026-05-03T04:00:00Z",
        // Nobody is woken on Sunday for what was due on Friday and is there.
        "0 2 * * 1-5, 2026-05-03T12:00:00Z, 2026-05-01T02:00:00Z",
    })
    void itIsDueABitLater(String cron, Instant now, Instant due) {
        assertThat(CronSchedule.parse(cron).orElseThrow().due(now)).contains(due);
    }

    /**
     * Debian's cron, crontab(5) and its entry.c: a field that begins with an asterisk is unrestricted. If neither the day
     * of the month nor the day of the week is, either is enough; otherwise both must match. May 2026 begins on a Friday.
     */
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 */10 * 1       | 11",
                "0 2 */2 * 1        | 11 25",
                "0 2 1-7 * */7      | 3",
                "0 2 1 * *,1        | 1",
                "0 2 *,1 * 1        | 4 11 18 25",
                "0 2 1,*/10 * 1     | 1 4 11 18 21 25 31",
                "0 2 1 * 1,*/6      | 1 2 3 4 9 10 11 16 17 18 23 24 25 30 31",
                "0 2 13 * 5         | 1 8 13 15 22 29",
                "0 2 31 * MON       | 4 11 18 25 31",
                "0 2 13 * *         | 13",
                "0 2 */10 * *       | 1 11 21 31",
                "0 2 10-20/5 * *    | 10 15 20",
                "0 2 20/5 * *       | 20 25 30",
                "0 2 1-3,30 * *     | 1 2 3 30",
                "0 2 * * mon-wed    | 4 5 6 11 12 13 18 19 20 25 26 27",
                "0 2 * * 5-7        | 1 2 3 8 9 10 15 16 17 22 23 24 29 30 31",
                "0 2 * * 7          | 3 10 17 24 31",
                "0 2 * * 0          | 3 10 17 24 31",
                "0 2 * JAN,May SUN  | 3 10 17 24 31",
                "0 2 29 4-6/2 *     | ''",
                "0 2 * 5 Sat        | 2 9 16 23 30",
                "0 2 */40 * *       | 1",
            })
    void daysOfTheMonthAndOfTheWeekAreThoseOfDebiansCron(String cron, String days) {
        CronSchedule schedule = CronSchedule.parse(cron).orElseThrow();

        String found = IntStream.rangeClosed(1, 31)
                .mapToObj(day -> LocalDate.of(2026, 5, day))
                .filter(day -> schedule.latest(day.atTime(23, 59).toInstant(ZoneOffset.UTC))
                        .equals(Optional.of(day.atTime(2, 0).toInstant(ZoneOffset.UTC))))
                .map(day -> Integer.toString(day.getDayOfMonth()))
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(days);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "'5,20-40/10 6-8,22 * * *', 2026-05-04T22:25:00Z, 2026-05-04T22:20:00Z",
        "'5,20-40/10 6-8,22 * * *', 2026-05-04T22:04:59Z, 2026-05-04T08:40:00Z",
        "'5,20-40/10 6-8,22 * * *', 2026-05-04T06:04:00Z, 2026-05-03T22:40:00Z",
        "59 23 31 12 *,             2026-05-04T00:00:00Z, 2025-12-31T23:59:00Z",
        // Both must match, and Sundays that are 29 February are rare.
        "0 2 29 2 *,                2026-05-04T00:00:00Z, 2024-02-29T02:00:00Z",
        "0 2 29 2 */7,              2026-01-01T00:00:00Z, 2004-02-29T02:00:00Z",
    })
    void theLatestOneIsFoundHoweverLongAgoItWas(String cron, Instant now, Instant latest) {
        assertThat(CronSchedule.parse(cron).orElseThrow().latest(now)).contains(latest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * x",
                "*/0 * * * *",
                "5-1 * * * *",
                "*-5 * * * *",
                "1, * * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* 24 * * *",
                "60 * * * *",
                "* * * * 8",
                "* * L * *",
                "* * * foo *",
                "* * ? * 1",
                "* * mon * *"
            })
    void aFieldThatDebiansCronRefusesIsRefused(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("BACKUP_SCHEDULE must be five fields of cron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "0 2 * *", "0 0 2 * * *", "61 2 * * *", "0 2 * * 9", "OFF", "@reboot"})
    void whatIsNoCronIsNoSchedule(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("BACKUP_SCHEDULE must be five fields of cron")
                .hasMessageEndingWith("but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 2 30 2 *", "0 2 31 4,6,9,11 */2", "0 2 30 2 *,1"})
    void whatNeverComesIsNoScheduleAndIsSaidToBeJustThat(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("BACKUP_SCHEDULE must be a moment that comes, but '" + text + "' never does");
    }
}
