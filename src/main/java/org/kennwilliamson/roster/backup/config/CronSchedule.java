package org.kennwilliamson.roster.backup.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/** When backups are created: five-field cron, in UTC. */
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

    private final String cron;
    private final ExecutionTime times;

    private CronSchedule(String cron, ExecutionTime times) {
        this.cron = cron;
        this.times = times;
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
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new CronSchedule(fields, ExecutionTime.forCron(parser.parse(fields)));
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
        return times.lastExecution(now.plusMillis(1).atZone(ZoneOffset.UTC)).map(time -> time.toInstant());
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
