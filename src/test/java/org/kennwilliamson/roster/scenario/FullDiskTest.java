package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.RunsProcess;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.SmallDisk;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A disk that is full at any point of a run, on a real small one. */
class FullDiskTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
        BackupFixture.execute(
                database,
                "create table filler as select gen_random_uuid() as one, gen_random_uuid() as two"
                        + " from generate_series(1, 10000)");
    }

    @Test
    void itMayBeFullAnywhereInADump() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place)) {
            BackupFixture fixture = new BackupFixture(database, place);
            List<Manifest> earlier = List.of(fixture.verified());
            long wholeInKib = earlier.get(0).size() / 1024;
            for (long room = 0; room <= wholeInKib; room += wholeInKib / 9) {
                requireRoom(fixture.failure(fullFrom("dumping", disk, room)));
                disk.clear();
                fixture.requireNothingBut(earlier);
            }
            fixture.verified();
        }
    }

    @Test
    void itMayBeFullWhenTheManifestIsWritten() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place)) {
            BackupFixture fixture = new BackupFixture(database, place);
            List<Manifest> earlier = List.of(fixture.verified());

            requireRoom(fixture.failure(fullFrom("publishing", disk, 0)));
            disk.clear();
            fixture.requireNothingBut(earlier);
            fixture.verified();
        }
    }

    @Test
    void itMayBeFullWhenTheProofIsWrittenDown() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place)) {
            BackupFixture fixture = new BackupFixture(database, place);
            List<Manifest> earlier = new ArrayList<>(List.of(fixture.verified()));

            requireRoom(fixture.failure(fullFrom("proving", disk, 0)));

            disk.clear();
            List<Manifest> all = fixture.backups().list();
            assertThat(all).hasSize(2);
            assertThat(all.get(1).verification()).isEqualTo(Manifest.Verification.NONE);
            fixture.requireNothingBut(all);
            assertThat(all).containsAll(earlier);
        }
    }

    @Test
    void lessRoomThanTheLastOneTookIsRefusedBeforeAnythingIsDone() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place)) {
            BackupFixture fixture = new BackupFixture(database, place);
            List<Manifest> earlier = List.of(fixture.verified());
            disk.fill(earlier.get(0).size() / 1024 - 8);

            BackupException failure = fixture.failure((phase, bytes) -> {
                throw new AssertionError("it began: " + phase);
            });

            assertThat(failure.reason()).isEqualTo(FailureReason.ROOM);
            assertThat(failure).hasMessageContaining("MiB left");
            disk.clear();
            fixture.requireNothingBut(earlier);
        }
    }

    /** For where nothing can be mounted: what a file may have at most in one process, which the kernel sees to as well. */
    @Test
    void aFileMayNotBecomeAsLargeAsItIs() throws BackupException {
        BackupFixture fixture = new BackupFixture(database, place);
        List<Manifest> earlier = List.of(fixture.verified());

        for (int kib : new int[] {64, 300}) {
            try (RunsProcess runs = RunsProcess.start(
                    fixture.variables(), "bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "bash")) {
                assertThat(runs.run(Instant.now())).startsWith("room ").contains("is full");
            }
            fixture.requireNothingBut(earlier);
        }
    }

    private static void requireRoom(BackupException failure) {
        assertThat(failure.reason()).isEqualTo(FailureReason.ROOM);
        assertThat(failure).hasMessageContaining("is full");
    }

    /** Fills the disk when a phase begins. */
    private static Progress fullFrom(String wanted, SmallDisk disk, long roomInKib) {
        boolean[] done = {false};
        return (phase, bytes) -> {
            if (phase.equals(wanted) && !done[0]) {
                done[0] = true;
                try {
                    disk.fill(roomInKib);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
