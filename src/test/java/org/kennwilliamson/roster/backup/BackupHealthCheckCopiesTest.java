package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Manifests;
import org.kennwilliamson.roster.backup.archive.PaperBackup;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.platform.config.Variables;

import static org.assertj.core.api.Assertions.assertThat;

/** What wakes the operator if copies are missing. */
class BackupHealthCheckCopiesTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LAST_NIGHT = Instant.parse("2026-05-04T02:00:01Z");
    private static final Manifest BACKUP =
            Manifests.of(LAST_NIGHT, 1_000, Manifest.Verification.verified("restore", NOON, Map.of()));
    private static final String ELSEWHERE = "file:///mnt/elsewhere";

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>(System.getenv());

    private MeterRegistry meters;
    private Instant servingSince = LAST_NIGHT;

    @Test
    void aCopyThatFailedOrNeverCameIsToldOf() throws IOException {
        PaperBackup.write(folder, BACKUP.with(CopyState.failed(ELSEWHERE, NOON, "it is full")));
        assertThat(faults(NOON)).contains("1 backup has no good copy in " + ELSEWHERE + ": it is full");
        assertThat(gauge("last.copied.timestamp")).isZero();
        assertThat(gauge("uncopied")).isEqualTo(1);

        PaperBackup.write(folder, BACKUP);
        assertThat(faults(LAST_NIGHT.plusSeconds(7_200)))
                .as("it may be under way")
                .isEmpty();
        assertThat(faults(NOON)).contains("1 backup has no good copy in " + ELSEWHERE);
        servingSince = NOON.minusSeconds(60);
        assertThat(faults(NOON)).as("nobody was there to copy it before").isEmpty();
        servingSince = LAST_NIGHT;

        PaperBackup.write(folder, BACKUP.with(CopyState.good("file:///mnt/before", NOON, "1")));
        assertThat(faults(NOON).orElseThrow().toString()).contains("no good copy in");

        PaperBackup.write(folder, BACKUP.with(CopyState.good(ELSEWHERE, NOON, "1")));
        assertThat(faults(NOON)).isEmpty();
        assertThat(gauge("last.copied.timestamp")).isEqualTo(LAST_NIGHT.getEpochSecond());
        assertThat(gauge("uncopied")).isZero();
    }

    private Optional<Object> faults(Instant now) {
        HealthCheckResponse response = at(now);
        assertThat(response.getStatus())
                .isEqualTo(
                        response.getData().orElseThrow().containsKey("faults")
                                ? HealthCheckResponse.Status.DOWN
                                : HealthCheckResponse.Status.UP);
        return Optional.ofNullable(response.getData().orElseThrow().get("faults"));
    }

    private HealthCheckResponse at(Instant now) {
        variables.putIfAbsent(
                "BACKUP_RECIPIENTS", AgeIdentity.generate().recipient().text());
        variables.put("DATABASE_URL", "postgresql://nobody@127.0.0.1/roster");
        variables.put("BACKUP_COPY_URL", ELSEWHERE);
        variables.put("BACKUP_DIR", folder.toString());
        BackupSettings settings = BackupSettings.from(new Variables(variables::get));
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        BackupMonitor monitor = new BackupMonitor(settings, clock);
        meters = new SimpleMeterRegistry();
        BackupMetrics metrics = new BackupMetrics(meters, monitor, settings);
        monitor.refresh();
        CopyQueue copies = new CopyQueue(settings, monitor, metrics, Clock.fixed(servingSince, ZoneOffset.UTC));
        BackupQueue runner = new BackupQueue(settings, monitor, metrics, copies, clock);
        return new BackupHealthCheck(settings, monitor, runner, copies, clock)
                .call()
                .await()
                .indefinitely();
    }

    private double gauge(String name) {
        return meters.get("roster.backup." + name).gauge().value();
    }
}
