package org.kennwilliamson.roster.platform.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Removes what has expired, every hour from the start on. What fails is told, and tried again an hour later. */
@Singleton
public class HourlySweep {

    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;

    HourlySweep(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param what is removed, as the log says it: "Expired sessions" */
    public void of(String what, Supplier<Uni<Void>> sweep) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> sweep.get()
                .subscribe()
                .with(done -> {}, failure -> Log.warnf(failure, "%s could not be deleted", what)));
    }
}
