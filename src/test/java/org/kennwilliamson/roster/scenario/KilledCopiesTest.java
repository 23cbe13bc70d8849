package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.RunsProcess;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.copy.BackupCopies;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.S3Keys;
import org.kennwilliamson.roster.testing.S3Proxy;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** As {@link KilledRunsTest}, while a backup is copied to another place; with the same two properties. */
class KilledCopiesTest {

    private static final Instant TIME = Instant.parse("2026-03-01T02:00:00Z");
    private static final List<String> PHASES = List.of("copying", "reading");
    private static final int KILLS = Integer.getInteger("backup.kills", 2);

    /** Of 8 MiB. */
    private static final int SEVERAL_PARTS = 500_000;

    private final long seed = Long.getLong("backup.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path place;

    private BackupFixture fixture;
    private CopyUrl url;

    /** Where the copies are, as files. */
    private Path there;

    private RunsProcess next;

    @AfterEach
    void nothingGoesOn() {
        next.close();
    }

    @Test
    void aKillAtAnyMomentOfCopyingToADirectoryLeavesNoHalfCopy() throws IOException, BackupException {
        there = Files.createDirectory(place.resolve("there"));
        url = new CopyUrl("file://" + there, Optional.empty(), Optional.empty(), false);
        kill(40_000, Map.of());
    }

    @Test
    void aKillAtAnyMomentOfCopyingToABucketLeavesNoHalfCopy() throws IOException, BackupException {
        try (S3Proxy server = S3Proxy.start(place.resolve("s3"))) {
            S3Keys.use(S3Proxy.KEY_ID, S3Proxy.KEY);
            there = server.file("roster");
            url = new CopyUrl(
                    "s3://" + S3Proxy.BUCKET + "/roster",
                    Optional.empty(),
                    Optional.of(URI.create(server.endpoint())),
                    true);
            kill(
                    SEVERAL_PARTS,
                    Map.of(
                            "BACKUP_COPY_ENDPOINT",
                            server.endpoint(),
                            "BACKUP_COPY_PATH_STYLE",
                            "on",
                            "AWS_ACCESS_KEY_ID",
                            S3Proxy.KEY_ID,
                            "AWS_SECRET_ACCESS_KEY",
                            S3Proxy.KEY));
        } finally {
            S3Keys.forget();
        }
    }

    /** @param rows of filler, which make an archive longer */
    private void kill(int rows, Map<String, String> variables) throws IOException, BackupException {
        System.out.println("KilledCopiesTest: -Dbackup.seed=" + seed);
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture.execute(
                database,
                "create table filler as select g as id, gen_random_uuid() as one, gen_random_uuid() as two"
                        + " from generate_series(1, " + rows + ") as g");
        fixture = new BackupFixture(database, place)
                .set("BACKUP_COPY_URL", url.text())
                .set("BACKUP_VERIFY", "off")
                .set("BACKUP_RETENTION_DAYS", "100");
        variables.forEach(fixture::set);
        fixture.run(TIME, Progress.NONE);
        next = RunsProcess.start(fixture.variables());
        Map<String, Long> lengths = lengthsOfPhases();
        Manifest newest = fixture.run(TIME.plus(Duration.ofDays(1)), Progress.NONE);
        int killedBeforeTheEnd = 0;
        for (int round = 0; round < KILLS; round++) {
            Files.deleteIfExists(there.resolve(BackupName.of(newest).manifest()));
            Files.deleteIfExists(there.resolve(newest.file()));
            List<Manifest> earlier = wholeCopies();
            String phase = PHASES.get(round % PHASES.size());
            try (RunsProcess runs = another()) {
                runs.beginCopies();
                runs.await(phase);
                LockSupport.parkNanos((long) (random.nextDouble() * lengths.get(phase)));
            }
            List<Manifest> later = wholeCopies();
            assertThat(earlier).as("seed " + seed).hasSize(1);
            assertThat(later).as("seed " + seed).containsAll(earlier);
            killedBeforeTheEnd += later.size() == earlier.size() ? 1 : 0;
            fixture.requireWhole(List.of());
            if (round % 4 == 3 || round == KILLS - 1) {
                requireMadeUp();
            }
        }
        assertThat(killedBeforeTheEnd).as("seed " + seed).isPositive();
    }

    /** Whoever comes to the end copies what those before didn't. */
    private void requireMadeUp() throws BackupException {
        next.beginCopies();
        assertThat(next.end()).as("seed " + seed + "\n" + next.said()).matches("\\d+");
        assertThat(wholeCopies())
                .as("seed " + seed)
                .extracting(Manifest::id)
                .containsExactlyElementsOf(
                        fixture.backups().list().stream().map(Manifest::id).toList());
        assertThat(there).isDirectoryNotContaining("glob:**.partial");
    }

    /** What counts as a copy, and all of it must be whole. */
    private List<Manifest> wholeCopies() throws BackupException {
        BackupDirectory.Contents contents =
                new BackupCopies(url, fixture.backups(), fixture.database.name(), Clock.systemUTC()).contents();
        assertThat(contents.faults()).as("seed " + seed).isEmpty();
        BackupDirectory directory = new BackupDirectory(there, fixture.database.name());
        for (Manifest copy : contents.backups()) {
            directory.requireHash(copy, Progress.NONE);
        }
        return contents.backups();
    }

    /** How long each takes, in nanoseconds, in a process that has done nothing before, as those to be killed. */
    private Map<String, Long> lengthsOfPhases() {
        Map<String, Long> lengths = new HashMap<>();
        try (RunsProcess runs = another()) {
            runs.beginCopies();
            runs.await("copying");
            long copying = System.nanoTime();
            runs.await("reading");
            long reading = System.nanoTime();
            runs.end();
            lengths.put("copying", reading - copying);
            lengths.put("reading", System.nanoTime() - reading);
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
}
