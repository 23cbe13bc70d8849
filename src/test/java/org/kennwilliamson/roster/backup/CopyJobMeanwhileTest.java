package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What goes on while a backup is copied. */
class CopyJobMeanwhileTest {

    private static final Instant TIME = Instant.parse("2026-05-04T02:00:00Z");

    private static TestDatabase database;

    @TempDir
    Path place;

    private BackupFixture fixture;
    private Path there;
    private String url;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void thereIsAnotherPlace() throws IOException {
        there = Files.createDirectory(place.resolve("there"));
        url = "file://" + there;
        fixture = new BackupFixture(database, place).set("BACKUP_COPY_URL", url);
    }

    @Test
    void backupsAreMadeVerifiedAndRemovedWhileOneIsCopied() throws BackupException {
        Manifest first = fixture.verified(TIME);
        List<Manifest> meanwhile = new ArrayList<>();

        job().copyMissing(once("copying", () -> meanwhile.add(fixture.verified(TIME.plusSeconds(60)))));

        assertThat(meanwhile).singleElement().matches(Manifest::isVerified);
        assertThat(fixture.backups().list()).hasSize(2);
        assertThat(fixture.backups().list().get(0).copy().isGoodAt(url)).isTrue();
        assertThat(fixture.backups().list().get(1)).isEqualTo(meanwhile.get(0));

        assertThat(job().copyMissing(
                                once("reading", () -> new BackupPublisher(fixture.backups()).remove(meanwhile.get(0)))))
                .isEmpty();
        assertThat(fixture.backups().list()).extracting(Manifest::id).containsExactly(first.id());
        assertThat(fixture.files()).hasSize(4);
    }

    @Test
    void whatIsKnownOfACopyIsNotedAfterARunThatGoesOn() throws Exception {
        Manifest made = fixture.verified();
        DirectoryLock run = DirectoryLock.on(fixture.folder);
        CompletableFuture<List<Manifest>> copying = CompletableFuture.supplyAsync(() -> {
            try {
                return job().copyMissing(Progress.NONE);
            } catch (BackupException e) {
                throw new AssertionError(e);
            }
        });
        Ready.until(
                "it is there",
                () -> Files.exists(there.resolve(BackupName.of(made).manifest())));
        // Longer than anybody waits whom a note is in the way.
        assertThatThrownBy(() -> copying.get(1500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(fixture.backups().list()).containsExactly(made);

        run.close();

        assertThat(copying.get()).hasSize(1);
        assertThat(fixture.backups().list()).allMatch(backup -> backup.copy().isGoodAt(url));
    }

    @Test
    void oneAtATimeCopies() throws BackupException {
        Manifest made = fixture.verified();
        List<BackupException> refused = new ArrayList<>();

        job().copyMissing(once("copying", () -> {
            try {
                job().copyMissing(Progress.NONE);
            } catch (BackupException e) {
                refused.add(e);
            }
            fixture.timeLimit(Duration.ofMillis(100));
            Manifest told = job().afterRun(made, Progress.NONE);
            assertThat(told.isVerified()).isTrue();
            assertThat(told.copy().reason()).contains("being copied");
        }));

        assertThat(fixture.backups().list()).allMatch(backup -> backup.copy().isGoodAt(url));
        assertThat(refused).extracting(BackupException::reason).containsExactly(FailureReason.BUSY);
    }

    @Test
    void aCopyThatTakesTooLongFails() throws BackupException {
        Manifest made = fixture.verified();
        fixture.timeLimit(Duration.ofMillis(1));

        assertThat(job().copyMissing((phase, bytes) -> LockSupport.parkNanos(2_000_000)))
                .extracting(backup -> backup.copy().reason())
                .singleElement()
                .asString()
                .contains("it took longer than 0 minutes");

        assertThat(there).isEmptyDirectory();
        assertThat(fixture.timeLimit(Duration.ofMinutes(2)).backups().list())
                .extracting(Manifest::id)
                .containsExactly(made.id());
    }

    private interface Task {
        void run() throws BackupException, IOException;
    }

    /** Does this at the first step of a phase. */
    private static Progress once(String wanted, Task task) {
        AtomicBoolean done = new AtomicBoolean();
        return (phase, bytes) -> {
            if (phase.equals(wanted) && done.compareAndSet(false, true)) {
                try {
                    task.run();
                } catch (BackupException | IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private CopyJob job() {
        BackupSettings settings = fixture.settings();
        return new CopyJob(
                settings, new BackupAudit(settings, AuditContext.OPERATOR, fixture.complaints::add), Clock.systemUTC());
    }
}
