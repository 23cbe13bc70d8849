package org.kennwilliamson.roster.startup;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.migration.MigrationErrors;
import org.kennwilliamson.roster.migration.MigrationSettings;
import org.kennwilliamson.roster.migration.MigrationSuccess;
import org.kennwilliamson.roster.migration.MigrationTurn;
import org.kennwilliamson.roster.migration.Migrator;
import org.kennwilliamson.roster.migration.NoBackupException;
import org.kennwilliamson.roster.migration.PreMigrationBackup;
import org.kennwilliamson.roster.platform.concurrent.Pause;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.BeforeReady;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.DatabaseSettings;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.database.LoggedCauses;
import org.kennwilliamson.roster.platform.database.SchemaReady;
import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * The way up: wait for the database, migrate, open the connections, do what else comes first, say so. It happens beside the ports, on a thread of
 * its own, so that probes are answered from the first moment.
 */
@Singleton
public class Startup {

    private static final int WARM_UP_SECONDS = 30;

    private final DatabaseSettings settings;
    private final Flyway flyway;
    private final MigrationSettings migration;
    private final PreMigrationBackup backup;
    private final Database database;
    private final List<BeforeReady> steps;
    private final Event<SchemaReady> ready;
    private final LoggedCauses causes = new LoggedCauses();
    private final Thread thread = new Thread(this::run, "roster-startup");

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** The newest migration that this program brings; a database may have newer ones of another replica. */
    private String newest;

    private volatile boolean done;

    Startup(
            DatabaseSettings settings,
            Flyway flyway,
            MigrationSettings migration,
            Variables variables,
            Database database,
            @All List<BeforeReady> steps,
            Event<SchemaReady> ready) {
        this.settings = settings;
        this.flyway = flyway;
        this.migration = migration;
        this.backup = new PreMigrationBackup(migration, variables, AuditContext.SYSTEM, Log::warn);
        this.database = database;
        this.steps = steps;
        this.ready = ready;
    }

    /** Whether requests can be served. */
    public boolean isDone() {
        return done;
    }

    /** Has something done once the start is over, on whichever thread sees that; never if the start fails. */
    public void whenDone(Runnable action) {
        end.thenRun(action);
    }

    void onStart(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void onStop(@Observes Shutdown event) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!isPrepared()) {
                Pause.take();
            }
            prepare();
            done = true;
            ready.fire(new SchemaReady(newest));
            end.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (NoBackupException | InvalidSettingException e) {
            fail(e.getMessage());
        } catch (SQLException e) {
            fail("The database refuses Roster: " + e.getMessage());
        } catch (FlywayException e) {
            fail(MigrationErrors.line(e));
        } catch (Exception e) {
            Log.error("Roster can't start", e);
            Quarkus.asyncExit(1);
        }
    }

    /** False if the database was there and went away; whatever else is wrong is thrown. */
    private boolean isPrepared() throws SQLException, InterruptedException, NoBackupException {
        DatabaseWait.until(settings.migration());
        try {
            if (!MigrationTurn.during(migration, flyway::info, this::isMigrated)) {
                return false;
            }
        } catch (SQLException | FlywayException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (DatabaseWait.passes(e)) {
                tell("The database at %s went away in the middle of the start: %s", settings.migration(), e);
                return false;
            }
            throw e;
        }
        DatabaseWait.untilRequestsAreTaken(settings.service());
        while (!isWarm()) {
            Pause.take();
        }
        return true;
    }

    /** False while another backup runs. */
    private boolean isMigrated(MigrationInfoService migrations) throws NoBackupException {
        newest = newest(migrations);
        if (!backup.isDone(migrations)) {
            Log.info("Another backup is running; the migration waits for its end");
            return false;
        }
        Log.info(MigrationSuccess.line(new Migrator(migration, flyway).migrate()));
        return true;
    }

    private boolean isWarm() throws InterruptedException {
        try {
            database.warmUp().toCompletionStage().toCompletableFuture().get(WARM_UP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            tell("Waiting for connections for the requests at %s: %s", settings.service(), e);
            return false;
        }
    }

    private void prepare() throws InterruptedException, ExecutionException {
        for (BeforeReady step : steps) {
            try {
                step.prepare().subscribeAsCompletionStage().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InvalidSettingException wrong) {
                    throw wrong;
                }
                throw e;
            }
        }
    }

    /** Each cause once: it is tried again and again. */
    private void tell(String format, DatabaseUrl url, Throwable failure) {
        String cause = OneLine.of(DatabaseWait.cause(failure));
        if (causes.isNew(cause)) {
            Log.warnf(format, url.address(), cause);
        }
    }

    private static String newest(MigrationInfoService migrations) {
        return Arrays.stream(migrations.all())
                .filter(migration ->
                        migration.getVersion() != null && migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .getVersion();
    }

    private static void fail(String message) {
        Log.error(message);
        Quarkus.asyncExit(1);
    }
}
