package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole runs under clocks that jump, and after days without one. */
class BackupClockTest {

    private static final Instant START = Instant.parse("2026-06-01T02:00:00Z");
    private static TestDatabase database;

    @TempDir
    Path place;

    private BackupFixture fixture;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void aWeekIsKept() {
        // Reading back proves as much to retention as a restore, and is faster.
        fixture = new BackupFixture(database, place).set("BACKUP_VERIFY", "decrypt");
    }

    @Test
    void thirtyFailedDaysCostNoBackup() throws IOException, BackupException {
        List<Manifest> earlier = days(0, 4);
        fixture.scripts().replace("pg_dump", "exit 1");
        for (int day = 4; day < 34; day++) {
            assertThat(fixture.failure(at(day), Progress.NONE).reason()).isEqualTo(FailureReason.DUMP);
        }
        fixture.requireNothingBut(earlier);

        fixture.unset("PG_BIN_DIR");
        earlier.add(fixture.verified(at(34)));
        fixture.requireNothingBut(earlier);
    }

    @Test
    void tenDaysOfDumpsThatAreRefutedCostNoBackup() throws IOException, BackupException {
        List<Manifest> earlier = days(0, 4);
        fixture.scripts().replace("pg_dump", "\"$real\" \"$@\" | head -c 5000; exit 0");
        for (int day = 4; day < 14; day++) {
            assertThat(fixture.run(at(day), Progress.NONE).hasFailedVerification())
                    .isTrue();
        }
        fixture.requireWhole(earlier);

        fixture.unset("PG_BIN_DIR");
        earlier.add(fixture.verified(at(14)));
        fixture.requireWhole(earlier);
    }

    @Test
    void aClockThatJumpsAheadAndBackCostsOneDayAtMost() throws BackupException {
        List<Manifest> week = days(0, 9);
        fixture.requireNothingBut(week.subList(1, 9));

        Manifest future = fixture.verified(at(408));
        fixture.requireWhole(week.subList(2, 9));

        List<Manifest> after = new ArrayList<>(week.subList(3, 9));
        after.add(fixture.verified(at(9)));
        after.add(future);
        fixture.requireWhole(after);
        for (int day = 10; day < 20; day++) {
            after.add(fixture.verified(at(day)));
        }
        fixture.requireWhole(after.subList(after.size() - 8, after.size()));
        assertThat(fixture.backups().list()).hasSizeBetween(8, 10).contains(future);
    }

    @Test
    void aClockThatJumpsBackCostsNothingAndAheadAgainPrunesRight() throws BackupException {
        List<Manifest> all = days(0, 4);
        for (int day = -400; day < -396; day++) {
            all.add(fixture.verified(at(day)));
            fixture.requireWhole(all);
        }

        for (int day = 4; day < 12; day++) {
            all.add(fixture.verified(at(day)));
        }
        fixture.requireWhole(all.subList(all.size() - 8, all.size()));
        assertThat(fixture.backups().list().get(0).startedAt()).isAfterOrEqualTo(at(4));
    }

    @Test
    void runsOfOneSecondAndOfASecondThatHasOneMakeBackupsOfTheirOwn() throws IOException, BackupException {
        List<Manifest> all = new ArrayList<>();
        for (Duration later : List.of(Duration.ZERO, Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ZERO)) {
            all.add(fixture.verified(START.plus(later)));
            fixture.requireNothingBut(all);
        }
        all.add(fixture.set("BACKUP_ENCRYPTION", "off").verified(START));
        fixture.requireNothingBut(all);

        assertThat(all.stream().map(backup -> BackupName.of(backup).stem()))
                .doesNotHaveDuplicates()
                .allMatch(stem -> stem.matches(database.name() + "_backup_20260601_02000\\d"));
        fixture.set("BACKUP_ENCRYPTION", "age").scripts().replace("pg_dump", "echo; exit 1");
        fixture.failure(START, Progress.NONE);
        fixture.requireNothingBut(all);
    }

    private List<Manifest> days(int from, int to) throws BackupException {
        List<Manifest> made = new ArrayList<>();
        for (int day = from; day < to; day++) {
            made.add(fixture.verified(at(day)));
        }
        return made;
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
