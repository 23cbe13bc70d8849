package org.kennwilliamson.roster.health;

import java.time.Clock;
import java.time.Duration;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseMonitor;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus;

/**
 * Shows the database's last answers, and turns DOWN only when it has been gone for {@code LIVENESS_GRACE}: a restart of
 * Roster repairs no database.
 */
@Liveness
class DatabaseLiveness implements AsyncHealthCheck {

    private final DatabaseMonitor monitor;
    private final Duration grace;
    private final Clock clock;

    DatabaseLiveness(DatabaseMonitor monitor, Variables variables, Clock clock) {
        this.monitor = monitor;
        grace = variables.duration(Setting.LIVENESS_GRACE);
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(response(monitor.sight()));
    }

    private HealthCheckResponse response(DatabaseStatus sight) {
        Duration silence = Duration.between(sight.lastAnswer(), clock.instant());
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database")
                .status(silence.compareTo(grace) <= 0)
                .withData("select1", sight.fault().isEmpty() ? "answered" : "no answer")
                .withData("lastAnswerSecondsAgo", silence.toSeconds());
        sight.fault().ifPresent(fault -> response.withData("fault", fault));
        sight.server().ifPresent(server -> response.withData(
                        "databaseTime", server.time().toString())
                .withData("databaseVersion", server.version()));
        sight.users().ifPresent(users -> response.withData("users", users.count())
                .withData("usersCount", users.exact() ? "exact" : "estimated"));
        return response.build();
    }
}
