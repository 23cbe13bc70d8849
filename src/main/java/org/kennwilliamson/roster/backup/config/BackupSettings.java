package org.kennwilliamson.roster.backup.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * What the {@code BACKUP_…} variables say, checked; the same for the service and for the commands.
 *
 * @param database as whom backups are made and test restores are done
 * @param service as whom audit events are written; empty where nobody says so
 * @param schedule when the service makes backups by itself; empty where it never does
 * @param recipients the list as it was written: whether it is valid is a question of the moment of a backup
 * @param timeLimit how long pg_dump or pg_restore may take
 */
public record BackupSettings(
        DatabaseUrl database,
        Optional<DatabaseUrl> service,
        Path folder,
        Optional<CronSchedule> schedule,
        boolean encrypted,
        String recipients,
        Verify verify,
        int retentionDays,
        int keepMinimum,
        int keepWeekly,
        int keepMonthly,
        Duration timeLimit,
        ClientPrograms programs) {

    private static final int MOST = 10_000;

    /** What is done with a file once it is published. */
    public enum Verify {
        RESTORE,
        DECRYPT,
        OFF
    }

    /**
     * Reads them.
     *
     * @param variables gives a variable's value, or null
     * @throws InvalidSettingException for one that can't be meant so
     */
    public static BackupSettings from(UnaryOperator<String> variables) {
        UnaryOperator<String> set = name -> Variables.set(variables, name).orElse(null);
        return new BackupSettings(
                database(set),
                Optional.ofNullable(set.apply("DATABASE_URL")).map(url -> DatabaseUrl.parse("DATABASE_URL", url)),
                Path.of(or(set, "BACKUP_DIR", "backups")).toAbsolutePath().normalize(),
                CronSchedule.parse(or(set, "BACKUP_SCHEDULE", "0 2 * * *")),
                choice(set, "BACKUP_ENCRYPTION", Map.of("age", true, "off", false), "age"),
                or(set, "BACKUP_RECIPIENTS", ""),
                choice(
                        set,
                        "BACKUP_VERIFY",
                        Map.of("restore", Verify.RESTORE, "decrypt", Verify.DECRYPT, "off", Verify.OFF),
                        "restore"),
                number(set, "BACKUP_RETENTION_DAYS", 1, "7"),
                number(set, "BACKUP_KEEP_MINIMUM", 1, "3"),
                number(set, "BACKUP_KEEP_WEEKLY", 0, "0"),
                number(set, "BACKUP_KEEP_MONTHLY", 0, "0"),
                Duration.ofMinutes(number(set, "BACKUP_TIME_LIMIT", 1, "120")),
                new ClientPrograms(
                        Optional.ofNullable(set.apply("PG_BIN_DIR")).map(Path::of), or(variables, "PATH", "")));
    }

    /** Who can open a backup: nobody has to where nothing is encrypted. */
    public List<AgeRecipient> parsedRecipients() throws BackupException {
        return encrypted ? AgeRecipient.parse(recipients) : List.of();
    }

    private static DatabaseUrl database(UnaryOperator<String> variables) {
        for (String variable : List.of("BACKUP_DATABASE_URL", "MIGRATION_DATABASE_URL", "DATABASE_URL")) {
            if (variables.apply(variable) != null) {
                return DatabaseUrl.parse(variable, variables.apply(variable));
            }
        }
        throw new InvalidSettingException("DATABASE_URL is not set, nor is BACKUP_DATABASE_URL");
    }

    private static String or(UnaryOperator<String> variables, String name, String otherwise) {
        String value = variables.apply(name);
        return value == null ? otherwise : value;
    }

    private static <T> T choice(
            UnaryOperator<String> variables, String name, Map<String, T> choices, String otherwise) {
        String value = or(variables, name, otherwise);
        if (!choices.containsKey(value)) {
            throw new InvalidSettingException(name + " must be one of "
                    + choices.keySet().stream().sorted().toList() + ", but is '" + value + "'");
        }
        return choices.get(value);
    }

    private static int number(UnaryOperator<String> variables, String name, int least, String otherwise) {
        String value = or(variables, name, otherwise);
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < least || Integer.parseInt(value) > MOST) {
            throw new InvalidSettingException(
                    name + " must be a whole number from " + least + " to " + MOST + ", but is '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
