package org.kennwilliamson.roster.migration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;

/** How a database's schema differs from this program's migrations. */
public final class SchemaInspection {

    /** Ends the wait for a server that stops answering. */
    private static final String LIMIT = "&socketTimeout=10";

    private final List<Migrations.Migration> all;

    private SchemaInspection(List<Migrations.Migration> all) {
        this.all = all;
    }

    /**
     * Inspects it as the schema's owner, and changes nothing.
     *
     * @throws CommandFailure if the database doesn't answer
     */
    public static SchemaInspection of(Variables variables) {
        MigrationSettings settings = MigrationSettings.from(variables);
        Flyway flyway = settings.onto(MigrationScripts.known())
                .dataSource(
                        settings.jdbcUrl() + LIMIT,
                        settings.owner().user(),
                        settings.owner().password())
                .load();
        try {
            return new SchemaInspection(Arrays.stream(flyway.info().all())
                    .filter(info -> info.getVersion() != null)
                    .map(info -> Migrations.Migration.of(info, Map.of()))
                    .toList());
        } catch (FlywayException e) {
            throw new CommandFailure(MigrationErrors.line(e), e);
        }
    }

    /** Throws {@link org.kennwilliamson.roster.platform.config.InvalidSettingException} if a variable is invalid. */
    public static void requireValid(Variables variables) {
        MigrationSettings.from(variables);
    }

    /** The newest migration that was applied; empty if none was. */
    public String version() {
        return all.stream()
                .filter(migration -> migration.millis() != null)
                .map(Migrations.Migration::version)
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    /** Those that are pending, oldest first. */
    public List<String> pending() {
        return versions("pending");
    }

    /** Those that a newer program has applied. */
    public List<String> unknown() {
        return versions("unknown");
    }

    /** Those of which this program has another script than the one that was applied. */
    public List<String> changed() {
        return versions("changed");
    }

    /** Those that failed, and may be partially applied. */
    public List<String> failed() {
        return versions("failed");
    }

    private List<String> versions(String state) {
        return all.stream()
                .filter(migration -> migration.state().equals(state))
                .map(Migrations.Migration::version)
                .toList();
    }
}
