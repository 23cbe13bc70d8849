package org.kennwilliamson.roster.migration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import org.kennwilliamson.roster.platform.config.Variables;

/** Lets Flyway connect as the schema's owner, with a connection that ends with the migration. */
@Singleton
public class FlywayCustomizer implements FlywayConfigurationCustomizer {

    private final MigrationSettings settings;

    FlywayCustomizer(Variables variables) {
        settings = MigrationSettings.from(variables);
    }

    @Produces
    @Singleton
    MigrationSettings settings() {
        return settings;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        settings.onto(flyway);
    }
}
