package org.kennwilliamson.roster.backup.config;

import java.time.Instant;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "0 2 * *", "0 0 2 * * *", "61 2 * * *", "0 2 * * 9", "OFF", "@reboot"})
    void whatIsNoCronIsNoSchedule(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("BACKUP_SCHEDULE must be five fields of cron")
                .hasMessageEndingWith("but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 2 30 2 *"})
    void whatNeverComesIsNoScheduleAndIsSaidToBeJustThat(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("BACKUP_SCHEDULE must be a moment that comes, but '" + text + "' never does");
    }
}
