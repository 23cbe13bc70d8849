package org.kennwilliamson.roster.scenario;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.RunsProcess;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that are triggered while another one is under way. */
class TwoAtOnceTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    @TempDir
    Path elsewhere;

    private BackupFixture fixture;
    private BackupFixture replica;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void twoMachines() {
        fixture = new BackupFixture(database, place);
        replica = new BackupFixture(database, elsewhere);
    }

    @Test
    void onOneMachineTheSecondIsBusyAndChangesNothing() throws BackupException {
        List<Manifest> all = new ArrayList<>(List.of(fixture.verified()));
        try (RunsProcess other = RunsProcess.start(fixture.variables())) {
            other.started();
            List<String> refusals = new ArrayList<>();
            Progress triggering = onceIn(List.of("dumping", "publishing", "proving", "pruning"), () -> {
                List<String> files = fixture.files();
                // Twice in this process, since the first refusal must not cost the run its hold on the folder.
                refusals.add(fixture.failure(Progress.NONE).reason().text());
                refusals.add(fixture.failure(Progress.NONE).reason().text());
                refusals.add(other.run(Instant.now()).split(" ")[0]);
                assertThat(fixture.files()).isEqualTo(files);
            });

            Manifest made = fixture.run(triggering);
            assertThat(made.isVerified()).isTrue();
            all.add(made);
            assertThat(refusals).hasSize(12).containsOnly("busy");
            fixture.requireNothingBut(all);
            assertThat(other.run(Instant.now())).isEqualTo("verified");
        }
    }

    /** As on file systems whose locks hold on one machine alone. */
    @Test
    void whoDoesntSeeTheOthersLockLeavesItsFilesAlone() throws BackupException {
        try (RunsProcess other = RunsProcess.start(fixture.variables())) {
            other.started();
            Progress triggering = onceIn(List.of("dumping"), () -> {
                List<String> files = fixture.files();
                assertThat(files).anyMatch(file -> file.endsWith(".partial"));
                assertThat(fixture.folder.resolve(".lock").toFile().delete()).isTrue();
                assertThat(other.run(Instant.now()))
                        .startsWith("busy Another backup of this database is running: process ");
                assertThat(fixture.files()).containsExactlyInAnyOrderElementsOf(files);
            });

            Progress onceBytesFlow = (phase, bytes) -> {
                if (bytes > 0) {
                    triggering.at(phase, bytes);
                }
            };
            fixture.requireNothingBut(List.of(made(fixture, onceBytesFlow)));
        }
    }

    @Test
    void aRefusalIsNoFailedRun() throws BackupException {
        Progress triggering = onceIn(List.of("proving"), () -> fixture.failure(Progress.NONE));
        fixture.run(triggering);

        assertThat(fixture.complaints).isEmpty();
        assertThat(database.number("select count(*) from audit_events where action = 'backup.failed'"))
                .isZero();
    }

    @Test
    void ofReplicasOneDumpsAtATime() throws BackupException {
        Progress triggering = onceIn(
                List.of("dumping"),
                () -> assertThat(replica.failure(Progress.NONE).reason()).isEqualTo(FailureReason.BUSY));

        fixture.requireNothingBut(List.of(made(fixture, triggering)));
        replica.requireNothingBut(List.of());
    }

    @Test
    void replicasLeaveEachOthersTestRestoresAlone() throws BackupException {
        List<Manifest> others = new ArrayList<>();
        Progress triggering = onceIn(List.of("proving"), () -> others.add(replica.verified()));

        fixture.requireNothingBut(List.of(made(fixture, triggering)));
        replica.requireNothingBut(others);
        assertThat(others).hasSize(1);
    }

    @Test
    void neighboursOnOneServerLeaveEachOthersTestRestoresAlone() throws BackupException {
        BackupFixture neighbour = new BackupFixture(BackupFixture.someUsers(), elsewhere);
        List<Manifest> others = new ArrayList<>();
        Progress triggering = onceIn(List.of("proving"), () -> others.add(neighbour.verified()));

        fixture.requireNothingBut(List.of(made(fixture, triggering)));
        neighbour.requireNothingBut(others);
    }

    private static Manifest made(BackupFixture by, Progress progress) throws BackupException {
        Manifest made = by.run(progress);
        assertThat(made.verification().reason()).isNull();
        assertThat(made.isVerified()).isTrue();
        return made;
    }

    private interface Meanwhile {
        void happens() throws BackupException;
    }

    /** Does something at the beginning of each of these phases; of "proving" when bytes flow, in the midst of a restore. */
    private static Progress onceIn(List<String> phases, Meanwhile meanwhile) {
        List<String> left = new ArrayList<>(phases);
        return (phase, bytes) -> {
            if (left.remove(phase)) {
                try {
                    meanwhile.happens();
                } catch (BackupException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }
}
