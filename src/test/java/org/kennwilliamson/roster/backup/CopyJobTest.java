package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Copies of real backups, and what a copy that fails costs. */
class CopyJobTest {

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
    void aBackupIsCopiedAndOpensThereWithTheOperatorsKey() throws BackupException {
        Manifest made = copied(fixture.verified());

        assertThat(made.copy().isGoodAt(url)).isTrue();
        assertThat(fixture.backups().list()).containsExactly(made);
        BackupDirectory copies = new BackupDirectory(there, database.name());
        assertThat(copies.list()).extracting(Manifest::id).containsExactly(made.id());
        new BackupVerifier(fixture.settings(), copies, Clock.systemUTC())
                .decrypt(made, List.of(fixture.operator.reader()), Progress.NONE);
        assertThat(events("backup.copied", made)).isOne();
    }

    @Test
    void copyingIsNotFasterThanItsRate() throws BackupException {
        TestDatabase large = BackupFixture.someUsers();
        BackupFixture.execute(large, "create table filler as select gen_random_uuid() from generate_series(1, 30000)");
        fixture = new BackupFixture(large, place)
                .set("BACKUP_VERIFY", "off")
                .set("BACKUP_COPY_URL", url)
                .set("BACKUP_COPY_MAX_RATE", "1");
        Manifest made = fixture.run();
        long begin = System.nanoTime();

        assertThat(copied(made).copy().isGoodAt(url)).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("put there and read back")
                .isGreaterThan(Duration.ofMillis(2 * made.size() * 1_000 >> 20));
    }

    @Test
    void aCopyThatFailsCostsNoBackupAndIsMadeUpByTheNext() throws IOException, BackupException {
        Files.delete(there);
        Manifest first = copied(fixture.verified());

        assertThat(first.copy().hasFailedAt(url)).isTrue();
        assertThat(first.copy().reason()).contains("there is no directory " + there);
        assertThat(events("backup.copy-failed", first)).isOne();
        fixture.requireWhole(List.of(first));

        Files.createDirectory(there);
        Manifest second = copied(fixture.verified(first.startedAt().plusSeconds(60)));

        assertThat(fixture.backups().list()).extracting(Manifest::id).containsExactly(first.id(), second.id());
        assertThat(fixture.backups().list()).allMatch(backup -> backup.copy().isGoodAt(url));
        assertThat(events("backup.copied", first)).isOne();
    }

    @Test
    void oneThatFailedItsVerificationIsNotCopied() throws IOException, BackupException {
        fixture.scripts().replace("pg_dump", "exec \"$real\" \"$@\" --exclude-table-data=users");

        assertThat(fixture.run().hasFailedVerification()).isTrue();

        assertThat(job().copyMissing(Progress.NONE)).isEmpty();
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void aCopyThatIsGoneIsToldOfAndMadeAgain() throws IOException, BackupException {
        Manifest made = copied(fixture.verified());
        Files.delete(there.resolve(made.file()));

        assertThat(job().copyMissing(Progress.NONE)).hasSize(1);

        assertThat(there.resolve(made.file())).isRegularFile();
        assertThat(events("backup.copy-lost", made)).isOne();
        assertThat(job().copyMissing(Progress.NONE)).isEmpty();
    }

    @Test
    void whereAllWasCopiedAPlaceThatIsGoneIsAFailureAndChangesNothing() throws IOException, BackupException {
        Manifest made = copied(fixture.verified());
        Files.move(there, place.resolve("away"));

        assertThatThrownBy(() -> job().copyMissing(Progress.NONE))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.COPY));

        assertThat(fixture.backups().list()).containsExactly(made);
    }

    @Test
    void whoIsStoppedMeanwhileLearnsNothing() throws BackupException {
        Manifest made = fixture.unset("BACKUP_COPY_URL").verified();
        fixture.set("BACKUP_COPY_URL", url);

        assertThatThrownBy(() -> job().copyMissing((phase, bytes) -> {
                    if (bytes > 0) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(BackupException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.backups().list()).containsExactly(made);
        assertThat(job().copyMissing(Progress.NONE)).hasSize(1);
    }

    private Manifest copied(Manifest made) {
        return job().afterRun(made, Progress.NONE);
    }

    private CopyJob job() {
        BackupSettings settings = fixture.settings();
        return new CopyJob(
                settings, new BackupAudit(settings, AuditContext.OPERATOR, fixture.complaints::add), Clock.systemUTC());
    }

    private static long events(String action, Manifest backup) {
        return database.number("select count(*) from audit_events where action = '" + action + "' and entity = 'backup:"
                + backup.id() + "'");
    }
}
