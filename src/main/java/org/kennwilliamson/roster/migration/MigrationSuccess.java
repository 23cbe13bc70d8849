package org.kennwilliamson.roster.migration;

import java.util.Locale;

import org.flywaydb.core.api.output.MigrateResult;

/** What a successful migration did, in one line. */
public final class MigrationSuccess {

    private MigrationSuccess() {}

    public static String line(MigrateResult result) {
        if (result.migrationsExecuted == 0) {
            return "The schema is up to date, at version " + result.initialSchemaVersion;
        }
        return String.format(
                Locale.ROOT,
                "Migrated the schema to version %s (%d %s, %.1f s)",
                result.targetSchemaVersion,
                result.migrationsExecuted,
                result.migrationsExecuted == 1 ? "script" : "scripts",
                result.getTotalMigrationTime() / 1000.0);
    }
}
