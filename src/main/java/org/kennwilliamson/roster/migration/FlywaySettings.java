package org.kennwilliamson.roster.migration;

import java.util.Map;

import jakarta.inject.Singleton;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import org.kennwilliamson.roster.database.DatabaseSettings;
import org.kennwilliamson.roster.database.DatabaseUrl;

/** Lets Flyway connect as the schema's owner, with a connection that ends with the migration. */
@Singleton
public class FlywaySettings implements FlywayConfigurationCustomizer {

    private final DatabaseSettings settings;
    private final MigrationConfig config;

    FlywaySettings(DatabaseSettings settings, MigrationConfig config) {
        this.settings = settings;
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        DatabaseUrl owner = settings.migration();
        flyway.dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                // Two that start at once take turns, however long the first one needs.
                .lockRetryCount(-1)
                .placeholders(Map.of(
                        "service", identifier(settings.service().user()),
                        "audit_retention_days", Integer.toString(config.auditRetentionDays())));
    }

    /** A role's name as SQL has it. */
    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
