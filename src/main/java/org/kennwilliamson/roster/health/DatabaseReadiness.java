package org.kennwilliamson.roster.health;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import org.kennwilliamson.roster.platform.database.monitor.DatabaseMonitor;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus;

/** Ready while the database answers, takes writes and has a schema that this program can work with. */
@Readiness
class DatabaseReadiness implements AsyncHealthCheck {

    /** A monitor that hasn't looked for so long doesn't look any more. */
    private static final Duration STALE = Duration.ofSeconds(15);

    private final DatabaseMonitor monitor;
    private final SchemaState schema;
    private final Clock clock;

    DatabaseReadiness(DatabaseMonitor monitor, SchemaState schema, Clock clock) {
        this.monitor = monitor;
        this.schema = schema;
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(response(monitor.sight()));
    }

    /** Whether it was, by the monitor's last look. */
    boolean isReady() {
        return isReady(monitor.sight());
    }

    private boolean isReady(DatabaseStatus sight) {
        boolean fresh = Duration.between(sight.lastAnswer(), clock.instant()).compareTo(STALE) <= 0;
        return fault(sight).isEmpty()
                && fresh
                && schema.needed().filter(sight::hasSchema).isPresent();
    }

    private static Optional<String> fault(DatabaseStatus sight) {
        return sight.fault().or(sight::refusal);
    }

    private HealthCheckResponse response(DatabaseStatus sight) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database").status(isReady(sight));
        fault(sight).ifPresent(why -> response.withData("fault", why));
        schema.needed().ifPresent(version -> response.withData("schemaNeeded", version));
        sight.schemaVersion().ifPresent(version -> response.withData("schemaVersion", version));
        return response.build();
    }
}
