package org.kennwilliamson.roster.wal;

import java.util.List;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** DOWN if archiving has stopped, or if WAL fills the disk that nobody reads. Without archiving it has little to say. */
@Wellness
class WalHealthCheck implements AsyncHealthCheck {

    private final WalMonitor monitor;

    WalHealthCheck(WalMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> monitor.last()
                .map(WalHealthCheck::response)
                .orElseGet(() -> HealthCheckResponse.named("wal").up().build()));
    }

    private static HealthCheckResponse response(WalLook look) {
        WalStatus status = look.status();
        List<String> faults = WalFaults.waking(look);
        List<String> warnings = WalFaults.waiting(status);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("wal")
                .status(faults.isEmpty())
                .withData("archiving", status.isArchiving() ? "on" : status.standby() ? "a standby" : "off");
        if (status.isArchiving()) {
            status.archiver().lastSuccess().ifPresent(time -> response.withData("lastArchived", time.toString()));
        }
        if (!faults.isEmpty()) {
            response.withData("faults", String.join("; ", faults));
        }
        if (!warnings.isEmpty()) {
            response.withData("warnings", String.join("; ", warnings));
        }
        return response.build();
    }
}
