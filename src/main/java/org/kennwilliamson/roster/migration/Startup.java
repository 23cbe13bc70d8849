package org.kennwilliamson.roster.migration;

import java.sql.SQLException;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import org.kennwilliamson.roster.database.Database;
import org.kennwilliamson.roster.database.DatabaseSettings;

/**
 * The way up: wait for the database, migrate, open the connections, say so. It happens beside the ports, on a thread of
 * its own, so that probes are answered from the first moment.
 */
@Singleton
public class Startup {

    private final DatabaseSettings settings;
    private final Flyway flyway;
    private final Database database;
    private final Event<SchemaReady> ready;
    private final Thread thread = new Thread(this::run, "roster-startup");

    private volatile boolean done;

    Startup(DatabaseSettings settings, Flyway flyway, Database database, Event<SchemaReady> ready) {
        this.settings = settings;
        this.flyway = flyway;
        this.database = database;
        this.ready = ready;
    }

    /** Whether requests can be served. */
    public boolean isDone() {
        return done;
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
            DatabaseWait.until(settings.migration());
            flyway.migrate();
            DatabaseWait.until(settings.service());
            database.warmUp().toCompletionStage().toCompletableFuture().get();
            done = true;
            ready.fire(new SchemaReady(newest()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            fail("The database refuses Roster: " + e.getMessage());
        } catch (FlywayException e) {
            fail("The schema can't be migrated: " + e.getMessage());
        } catch (Exception e) {
            Log.error("Roster can't start", e);
            Quarkus.asyncExit(1);
        }
    }

    private String newest() {
        return flyway.info().current().getVersion().getVersion();
    }

    private static void fail(String message) {
        Log.error(message);
        Quarkus.asyncExit(1);
    }
}
