package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Manifests;
import org.kennwilliamson.roster.backup.archive.PaperBackup;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupMetrics;
import org.kennwilliamson.roster.backup.monitor.BackupMonitor;
import org.kennwilliamson.roster.platform.config.Variables;

import static org.assertj.core.api.Assertions.assertThat;

/** What wakes the operator, and what waits until morning. */
class BackupHealthCheckTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LAST_NIGHT = Instant.parse("2026-05-04T02:00:01Z");
    private static final Instant THE_NIGHT_BEFORE = Instant.parse("2026-05-03T02:00:01Z");

    private static final Manifest.Verification PROVED = Manifest.Verification.verified("restore", NOON, Map.of());

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>(System.getenv());

    private MeterRegistry meters;

    @Test
    void lastNightsVerifiedBackupIsWell() throws IOException {
        there(LAST_NIGHT, 1_000, PROVED);

        assertThat(at(NOON).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(seconds("looked.timestamp")).isEqualTo(NOON.getEpochSecond());
        assertThat(seconds("due.timestamp")).isEqualTo(LAST_NIGHT.getEpochSecond() - 1);
        assertThat(meters.get("roster.backup.disk.free").gauge().value()).isPositive();
        assertThat(at(NOON).getData().orElseThrow())
                .containsEntry("newestVerified", LAST_NIGHT.toString())
                .doesNotContainKeys("faults", "warnings");
    }

    @Test
    void noneAtAllIsNot() {
        assertThat(faults(NOON)).isEqualTo("There is no verified backup since 2026-05-04T02:00:00Z, when one was due");
    }

    @Test
    void oneOfTwentySixHoursIsTooOldAndNotAMinuteBefore() throws IOException {
        there(THE_NIGHT_BEFORE, 1_000, PROVED);

        assertThat(at(Instant.parse("2026-05-04T03:59:00Z")).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(faults(Instant.parse("2026-05-04T04:00:00Z"))).contains("no verified backup since");
    }

    @Test
    void oneThatNobodyHasProvedDoesNotCountUnlessNobodyProvesAny() throws IOException {
        there(LAST_NIGHT, 1_000, Manifest.Verification.NONE);
        assertThat(faults(NOON)).contains("no verified backup since");

        variables.put("BACKUP_VERIFY", "off");
        assertThat(at(NOON).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void oneOfAClockThatWasWrongDoesNotHideThatTheLastIsOld() throws IOException {
        there(NOON.plusSeconds(400L * 86_400), 1_000, PROVED);

        assertThat(faults(NOON)).contains("no verified backup since");
        assertThat(seconds("last.verified.timestamp")).isZero();

        there(LAST_NIGHT, 500, PROVED);
        assertThat(at(NOON).getData().orElseThrow())
                .containsEntry("newestVerified", LAST_NIGHT.toString())
                .hasEntrySatisfying("warnings", warnings -> assertThat(warnings.toString())
                        .contains("claims to be of 2027-06-08T12:00:00Z"));
        assertThat(seconds("last.verified.timestamp")).isEqualTo(LAST_NIGHT.getEpochSecond());
        assertThat(meters.get("roster.backup.size").gauge().value()).isEqualTo(500);
    }

    @Test
    void oneWhoseDumpIsGoneOrCutOffIsNone() throws IOException {
        there(LAST_NIGHT, 1_000, PROVED);
        Path dump = folder.resolve(Manifests.of(LAST_NIGHT, 1_000, PROVED).file());
        Files.write(dump, new byte[999]);

        assertThat(faults(NOON)).contains("no verified backup since");
        assertThat(warnings()).contains(dump + " has 999 bytes instead of 1000");

        Files.delete(dump);
        assertThat(faults(NOON)).contains("no verified backup since");
        assertThat(warnings()).contains(dump + " is missing, and its manifest alone is not a backup");
    }

    @Test
    void oneThatFailedItsProofIsNamedThoughTheOneBeforeIsFresh() throws IOException {
        there(LAST_NIGHT, 1_000, PROVED);
        there(LAST_NIGHT.plusSeconds(60), 1_000, Manifest.Verification.failed("restore", NOON, "users has 3 rows"));

        assertThat(faults(NOON)).isEqualTo("Verification of the last backup failed: users has 3 rows");
    }

    @Test
    void whatTheNextOneWillLackIsSaidBefore() throws IOException {
        there(LAST_NIGHT, 1_000, PROVED);

        variables.put("BACKUP_RECIPIENTS", "");
        variables.put("PG_BIN_DIR", folder.toString());
        assertThat(faults(NOON))
                .contains("BACKUP_RECIPIENTS is not set")
                .contains("pg_dump is missing in " + folder)
                .contains("pg_restore is missing in " + folder);
    }

    @Test
    void aDiskWithLessThanTwiceTheLastBackupIsToldOf() throws IOException {
        there(LAST_NIGHT, Files.getFileStore(folder).getUsableSpace() * 6 / 10, PROVED);

        assertThat(faults(NOON)).contains("less than twice the last backup's");
    }

    @Test
    void oneThatShrankToLessThanHalfIsAWarning() throws IOException {
        there(THE_NIGHT_BEFORE, 1_000, PROVED);
        there(LAST_NIGHT, 499, PROVED);

        assertThat(at(NOON).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(at(NOON).getData().orElseThrow().get("warnings").toString())
                .contains("less than half the size of the one before");
    }

    @Test
    void aManifestThatWasTouchedIsAWarning() throws IOException {
        there(LAST_NIGHT, 1_000, PROVED);
        Files.writeString(folder.resolve("roster_backup_20260501_020000.json"), "{}");

        assertThat(at(NOON).getData().orElseThrow().get("warnings").toString())
                .contains("is not the manifest that Roster wrote");
    }

    @Test
    void whereTheScheduleIsOffNobodyIsWoken() {
        variables.put("BACKUP_SCHEDULE", "off");
        variables.put("BACKUP_RECIPIENTS", "");

        assertThat(at(NOON).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(at(NOON).getData().orElseThrow()).containsEntry("schedule", "off");
    }

    private double seconds(String name) {
        return meters.get("roster.backup." + name).gauge().value();
    }

    private String warnings() {
        return at(NOON).getData().orElseThrow().get("warnings").toString();
    }

    private String faults(Instant now) {
        HealthCheckResponse response = at(now);
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        return response.getData().orElseThrow().get("faults").toString();
    }

    private HealthCheckResponse at(Instant now) {
        variables.putIfAbsent(
                "BACKUP_RECIPIENTS", AgeIdentity.generate().recipient().text());
        variables.put("DATABASE_URL", "postgresql://nobody@127.0.0.1/roster");
        variables.put("BACKUP_DIR", folder.toString());
        BackupSettings settings = BackupSettings.from(new Variables(variables::get));
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        BackupMonitor monitor = new BackupMonitor(settings, clock);
        meters = new SimpleMeterRegistry();
        BackupMetrics metrics = new BackupMetrics(meters, monitor, settings);
        monitor.refresh();
        CopyQueue copies = new CopyQueue(settings, monitor, metrics, clock);
        BackupQueue runner = new BackupQueue(settings, monitor, metrics, copies, clock);
        return new BackupHealthCheck(settings, monitor, runner, copies, clock)
                .call()
                .await()
                .indefinitely();
    }

    private void there(Instant startedAt, long size, Manifest.Verification verification) throws IOException {
        PaperBackup.write(folder, Manifests.of(startedAt, size, verification));
    }
}
