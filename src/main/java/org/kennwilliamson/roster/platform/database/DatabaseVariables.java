package org.kennwilliamson.roster.platform.database;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/**
 * What the service's framework reads for {@link DatabaseSettings}, read without it, for commands. The defaults are those of
 * {@code application.properties}.
 *
 * @param variables gives a variable's value, or null
 */
public record DatabaseVariables(UnaryOperator<String> variables) implements DatabaseConfig {

    /**
     * The settings, as the service would have them.
     *
     * @throws InvalidSettingException for one that can't be meant so
     */
    public DatabaseSettings settings() {
        return new DatabaseSettings(this);
    }

    @Override
    public Optional<String> url() {
        return value("DATABASE_URL");
    }

    @Override
    public Optional<String> migrationUrl() {
        return value("MIGRATION_DATABASE_URL");
    }

    @Override
    public String maxConnections() {
        return value("DB_MAX_CONNECTIONS").orElse("10");
    }

    @Override
    public String minConnections() {
        return value("DB_MIN_CONNECTIONS").orElse("2");
    }

    @Override
    public String acquireTimeout() {
        return value("DB_ACQUIRE_TIMEOUT").orElse("30");
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(text -> !text.isEmpty());
    }
}
