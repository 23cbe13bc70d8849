package org.kennwilliamson.roster.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * What a restore needs to know of its surroundings: nothing of the folder of backups, which may be gone.
 *
 * @param database as whom and on which server
 */
record RestoreSettings(DatabaseUrl database, ClientPrograms programs) {

    /** Who restores watches, and ends what takes too long. */
    static final Duration TIME_LIMIT = Duration.ofDays(30);

    /**
     * Reads it.
     *
     * @param variables gives a variable's value, or null
     * @throws InvalidSettingException for one that can't be meant so
     */
    static RestoreSettings from(UnaryOperator<String> variables) {
        String variable = Variables.set(variables, "MIGRATION_DATABASE_URL").isPresent()
                ? "MIGRATION_DATABASE_URL"
                : "DATABASE_URL";
        String url = Variables.set(variables, variable)
                .orElseThrow(() -> new InvalidSettingException(
                        "Neither MIGRATION_DATABASE_URL nor DATABASE_URL is set: where to restore to, and as whom"));
        return new RestoreSettings(
                DatabaseUrl.parse(variable, url),
                new ClientPrograms(
                        Variables.set(variables, "PG_BIN_DIR").map(Path::of),
                        Variables.set(variables, "PATH").orElse("")));
    }

    PgRestore pgRestore() {
        return new PgRestore(programs, TIME_LIMIT);
    }
}
