package org.kennwilliamson.roster.migration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;

/** How far a database's schema and this program are apart. */
public final class SchemaInspection {

    /** Nobody waits for a server that stops answering. */
    private static final String LIMIT = "&socketTimeout=10";

    private final List<Migrations.Migration> all;

    private SchemaInspection(List<Migrations.Migration> all) {
        this.all = all;
    }

    /**
     * Looks, as the schema's owner, and changes nothing.
     *
     * @throws CommandFailure where the database doesn't answer
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

    /** Throws {@link org.kennwilliamson.roster.platform.config.InvalidSettingException} where a variable can't be meant so. */
    public static void requireValid(Variables variables) {
        MigrationSettings.from(variables);
    }

    /** The newest migration that was applied; empty where none was. */
    public String version() {
        return all.stream()
                .filter(migration -> migration.millis() != null)
                .map(Migrations.Migration::version)
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    /** Those that this program has and the database hasn't, oldest first. */
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

    /** Those that went wrong by halves. */
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
