package org.kennwilliamson.roster.scenario;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.KillableRuns;
import org.kennwilliamson.roster.backup.RunsProcess;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.RetentionPolicy;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A kill at any moment: {@code -Dbackup.kills=500} for more of them, {@code -Dbackup.seed=…} for those of a run that
 * failed. What is killed is {@link KillableRuns}, which is up in a third of the time of the packaged program.
 */
public class KilledRunsTest {

    private static final List<String> PHASES = List.of("dumping", "publishing", "proving", "pruning");
    private static final int KILLS = Integer.getInteger("backup.kills", 28);
    private static final int COMPLETE_EVERY = 4;

    private final long seed = Long.getLong("backup.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path place;

    private BackupFixture fixture;
    private RunsProcess next;
    private Instant now = Instant.parse("2026-03-01T02:00:00Z");

    @BeforeEach
    void thereAreBackupsToLose() throws BackupException {
        System.out.println("KilledRunsTest: -Dbackup.seed=" + seed);
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture.execute(
                database,
                "create table filler as select g as id, gen_random_uuid() as one, gen_random_uuid() as two"
                        + " from generate_series(1, 10000) as g");
        fixture = new BackupFixture(database, place)
                .set("BACKUP_RETENTION_DAYS", "2")
                .set("BACKUP_KEEP_MINIMUM", "2");
        for (int day = 0; day < 3; day++) {
            fixture.verified(tomorrow());
        }
        next = RunsProcess.start(fixture.variables());
    }

    @AfterEach
    void nothingGoesOn() {
        next.close();
    }

    @Test
    void aKillAtAnyMomentCostsNoBackup() throws BackupException {
        Map<String, Long> lengths = lengthsOfPhases();
        for (int round = 0; round < KILLS; round++) {
            Instant time = tomorrow();
            List<Manifest> earlier = notExpiredBy(time);
            String phase = PHASES.get(round % PHASES.size());
            try (RunsProcess runs = another()) {
                runs.begin(time);
                runs.await(phase);
                LockSupport.parkNanos((long) (random.nextDouble() * lengths.get(phase)));
            }
            fixture.requireWhole(earlier);
            if (round % COMPLETE_EVERY == random.nextInt(COMPLETE_EVERY) || round == KILLS - 1) {
                completeRunCleansUp();
            }
        }
        requireReadable();
    }

    @Test
    void aProgramThatIsKilledCostsNoBackup() throws BackupException {
        Map<String, Integer> ends = new HashMap<>();
        for (int round = 0; round < KILLS / 2; round++) {
            Instant time = tomorrow();
            List<Manifest> earlier = notExpiredBy(time);
            String program = round % 3 == 2 ? "pg_restore" : "pg_dump";
            next.begin(time);
            next.await(round % 3 == 2 ? "proving" : "dumping");
            next.awaitProgram(program);
            LockSupport.parkNanos(random.nextInt(60_000_000));
            next.programs(program).forEach(ProcessHandle::destroyForcibly);
            ends.merge(next.end().split(" ")[0], 1, Integer::sum);
            fixture.requireWhole(earlier);
        }
        assertThat(ends).as("seed " + seed).containsKeys("dump", "program").doesNotContainKey("failed");
        completeRunCleansUp();
        requireReadable();
    }

    /** What a run that comes to its end leaves, whatever those before it left. */
    private void completeRunCleansUp() throws BackupException {
        String end = next.run(tomorrow());
        while (end.startsWith("busy")) {
            // The server takes a moment to see that a client was killed.
            end = next.run(tomorrow());
        }
        assertThat(end).as("seed " + seed + "\n" + next.said()).isEqualTo("verified");
        fixture.requireNothingBut(fixture.backups().list());
    }

    /** Opens all of them with the operator's key and reads everything in them. */
    private void requireReadable() throws BackupException {
        BackupVerifier proof = new BackupVerifier(fixture.settings(), fixture.backups(), Clock.systemUTC());
        for (Manifest backup : fixture.backups().list()) {
            proof.decrypt(backup, List.of(fixture.operator.reader()), Progress.NONE);
        }
    }

    /** How long each takes, in nanoseconds, in a process that has done nothing before, as those to be killed. */
    private Map<String, Long> lengthsOfPhases() {
        Map<String, Long> lengths = new HashMap<>();
        try (RunsProcess runs = another()) {
            runs.begin(tomorrow());
            runs.await(PHASES.get(0));
            for (int phase = 0; phase < PHASES.size(); phase++) {
                long start = System.nanoTime();
                if (phase == PHASES.size() - 1) {
                    assertThat(runs.end()).isEqualTo("verified");
                } else {
                    runs.await(PHASES.get(phase + 1));
                }
                lengths.put(PHASES.get(phase), System.nanoTime() - start);
            }
        }
        return lengths;
    }

    /** One that is up already, while the one after it starts. */
    private RunsProcess another() {
        RunsProcess runs = next;
        runs.started();
        next = RunsProcess.start(fixture.variables());
        return runs;
    }

    /** The backups that even a run which is verified may not remove at that time. */
    private List<Manifest> notExpiredBy(Instant time) throws BackupException {
        List<Manifest> all = new ArrayList<>(fixture.backups().list());
        Manifest last = all.get(all.size() - 1);
        Manifest made = new Manifest(
                last.format(),
                "",
                last.database(),
                "",
                time,
                time,
                last.size(),
                "",
                last.encryption(),
                last.recipients(),
                last.versions(),
                last.rows(),
                last.roles(),
                last.requirements(),
                Manifest.Verification.verified("restore", time, null),
                last.copy());
        List<Manifest> withThatRun = new ArrayList<>(all);
        withThatRun.add(made);
        all.removeAll(RetentionPolicy.of(fixture.settings()).expired(withThatRun, time));
        return all;
    }

    private Instant tomorrow() {
        now = now.plus(Duration.ofDays(1));
        return now;
    }
}
