package org.kennwilliamson.roster.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** UP once the schema was there; until then liveness says nothing. */
@Startup
class StartupCheck implements AsyncHealthCheck {

    private final SchemaState schema;

    StartupCheck(SchemaState schema) {
        this.schema = schema;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.named("started")
                .status(schema.needed().isPresent())
                .build());
    }
}
