package org.kennwilliamson.roster.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.verify.DatabaseCopy;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;

/** The schema's migrations, for the commands: without the service, with the same settings and locks. */
final class Migrations {

    /** Flyway's session works in UTC. */
    private static final String TIMES =
            "select installed_rank, installed_on at time zone 'UTC' from public.flyway_schema_history";

    private final MigrationSettings settings;
    private final Variables variables;
    private final Flyway flyway;

    Migrations(Variables variables) {
        this.settings = MigrationSettings.from(variables);
        this.variables = variables;
        this.flyway = flyway(settings);
    }

    /** Flyway as the service has it, with the scripts that are in this program. */
    static Flyway flyway(MigrationSettings settings) {
        return settings.onto(MigrationScripts.known()).load();
    }

    /**
     * A migration and its state.
     *
     * @param state {@code applied}, {@code pending}, {@code failed}, {@code changed}: this Roster has another script than
     *     the one that was applied; or {@code unknown}: applied by a newer Roster
     * @param appliedAt null unless it was applied
     * @param millis how long that took; null unless it was applied
     * @param revertible whether this program has its undo script
     */
    @RegisterForReflection
    record Migration(String version, String name, String state, Instant appliedAt, Integer millis, boolean revertible) {

        /** @param times when those of each rank were applied: Flyway reads its times in the zone of this machine */
        static Migration of(MigrationInfo info, Map<Integer, Instant> times) {
            boolean applied = info.getState().isApplied();
            return new Migration(
                    info.getVersion().getVersion(),
                    info.getDescription(),
                    state(info),
                    applied ? times.get(info.getInstalledRank()) : null,
                    applied ? info.getExecutionTime() : null,
                    Undo.isKnown(info.getScript()));
        }

        /** The line that tells that it was applied. */
        String line() {
            return "Applied " + version + " " + name + " in " + millis + " ms";
        }

        private static String state(MigrationInfo info) {
            if (info.getState().isFailed()) {
                return "failed";
            }
            if (!info.getState().isApplied()) {
                return "pending";
            }
            if (!info.getState().isResolved()) {
                return "unknown";
            }
            return info.isChecksumMatching() ? "applied" : "changed";
        }
    }

    /** All of them, oldest first. Changes nothing. */
    List<Migration> all() {
        MigrationInfo[] all = known().all();
        Map<Integer, Instant> times = asOwner(Migrations::times);
        return Arrays.stream(all)
                .filter(info -> info.getVersion() != null)
                .map(info -> Migration.of(info, times))
                .toList();
    }

    private MigrationInfoService known() {
        try {
            return flyway.info();
        } catch (FlywayException e) {
            throw new CommandFailure(MigrationErrors.line(e), e);
        }
    }

    /**
     * Applies what is pending, after a backup if the settings say so.
     *
     * @param told gets a line for each other thing that happens; if it fails, also for those that were applied before
     * @return those that were applied
     */
    List<Migration> run(Consumer<String> told) {
        try {
            return MigrationTurn.during(settings, this::known, migrations -> runInTurn(migrations, told));
        } catch (SQLException e) {
            throw new CommandFailure(MigrationErrors.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Stopped while another process was migrating; nothing was changed", e);
        }
    }

    private List<Migration> runInTurn(MigrationInfoService known, Consumer<String> told) {
        List<String> pending = Arrays.stream(known.pending())
                .map(info -> info.getVersion().getVersion())
                .toList();
        try {
            if (!new PreMigrationBackup(settings, variables, AuditContext.OPERATOR, told).isDone(known)) {
                throw new CommandFailure("Another backup is running; try again when it is done");
            }
            new Migrator(settings, flyway).migrate();
            return appliedOf(pending);
        } catch (NoBackupException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (FlywayException e) {
            appliedOf(pending).forEach(migration -> told.accept(migration.line()));
            throw new CommandFailure(MigrationErrors.line(e), e);
        }
    }

    private List<Migration> appliedOf(List<String> pending) {
        return all().stream()
                .filter(migration -> migration.state().equals("applied") && pending.contains(migration.version()))
                .toList();
    }

    /**
     * Tries what is pending on a copy that is dropped afterwards.
     *
     * @param from a backup; null for the live database
     * @param identity file that opens the backup; null if it isn't encrypted
     */
    RehearsalReport rehearse(Path from, Path identity) {
        try (DatabaseCopy copy =
                from == null ? DatabaseCopy.ofLive(variables) : DatabaseCopy.ofBackup(variables, from, identity)) {
            return new Rehearsal(settings, copy, MigrationScripts.known()).run();
        } catch (BackupException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** The newest one; empty if there is none. */
    Optional<Undo.AppliedMigration> last() {
        return asOwner(owner -> new Undo(owner).last());
    }

    /** Reverts the newest one. */
    void revert(Undo.AppliedMigration migration) {
        requireSession();
        asOwner(owner -> {
            new Undo(owner).revert(migration);
            return null;
        });
    }

    private void requireSession() {
        try {
            Migrator.requireSession(settings);
        } catch (SQLException e) {
            throw new CommandFailure(MigrationErrors.line(e), e);
        }
    }

    private static Map<Integer, Instant> times(Connection owner) throws SQLException {
        Map<Integer, Instant> times = new HashMap<>();
        try (Statement statement = owner.createStatement()) {
            if (new Undo(owner).last().isPresent()) {
                try (ResultSet rows = statement.executeQuery(TIMES)) {
                    while (rows.next()) {
                        times.put(
                                rows.getInt(1),
                                rows.getObject(2, OffsetDateTime.class).toInstant());
                    }
                }
            }
        }
        return times;
    }

    private <T> T asOwner(MigrationSettings.OwnerTask<T> task) {
        return settings.asOwner("The database can't be used", task);
    }
}
