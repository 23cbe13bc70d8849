package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a look at a published file may say of it, and what it takes back. */
class RecheckJobTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    private BackupFixture fixture;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void nothingIsThere() {
        fixture = new BackupFixture(database, place);
    }

    @Test
    void aFileThatIsAwayIsNoFailedBackup() throws IOException, BackupException {
        for (String encryption : new String[] {"age", "off"}) {
            Manifest made = fixture.set("BACKUP_ENCRYPTION", encryption).verified();
            Path away = Files.move(file(made), place.resolve("away"));

            requireUnreadable(made, Progress.NONE);
            assertThat(now(made)).isEqualTo(made);

            Files.move(away, file(made));
            assertThat(check(made).isVerified()).isTrue();
        }
        assertThat(refutations()).isZero();
    }

    @Test
    void whoIsStoppedWhileReadingRefutesNothing() throws BackupException {
        Manifest made = fixture.verified();

        requireUnreadable(made, (phase, bytes) -> {
            if (bytes > 0) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(now(made)).isEqualTo(made);
    }

    @Test
    void rightBytesInWrongOnesPlaceMakeItWhatItWas() throws IOException, BackupException {
        Manifest verified = fixture.verified();
        Manifest decrypted = fixture.set("BACKUP_VERIFY", "decrypt").verified();
        Manifest published = fixture.set("BACKUP_VERIFY", "off").run();
        for (Manifest made : new Manifest[] {verified, decrypted, published}) {
            byte[] right = Files.readAllBytes(file(made));
            long refutations = refutations();

            Files.write(file(made), new byte[right.length]);
            assertThat(check(made).hasFailedVerification()).isTrue();
            assertThat(check(made).verification().reason()).contains("is not the file that its manifest describes");
            assertThat(refutations()).isEqualTo(refutations + 2);

            Files.write(file(made), right);
            assertThat(check(made)).isEqualTo(made);
            assertThat(now(made)).isEqualTo(made);
        }
    }

    @Test
    void aFailedRestoreIsTakenBackByNoHash() throws IOException, BackupException {
        fixture.scripts().replace("pg_dump", "exec \"$real\" \"$@\" --exclude-table-data=users");
        Manifest made = fixture.run();
        byte[] right = Files.readAllBytes(file(made));
        assertThat(made.hasFailedVerification()).isTrue();

        assertThat(check(made)).isEqualTo(made);
        Files.write(file(made), new byte[right.length]);
        assertThat(check(made).hasFailedVerification()).isTrue();
        Files.write(file(made), right);
        assertThat(check(made).hasFailedVerification()).isTrue();
    }

    private void requireUnreadable(Manifest made, Progress progress) {
        assertThatThrownBy(() -> check(made, progress))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.FOLDER))
                .hasMessageContaining(made.file() + " can't be read");
    }

    private Manifest check(Manifest made) throws BackupException {
        return check(made, Progress.NONE);
    }

    private Manifest check(Manifest made, Progress progress) throws BackupException {
        BackupSettings settings = fixture.settings();
        BackupAudit events = new BackupAudit(settings, AuditContext.OPERATOR, fixture.complaints::add);
        return new RecheckJob(settings, events, Clock.systemUTC()).verify(made, progress);
    }

    /** As its manifest says now. */
    private Manifest now(Manifest made) throws BackupException {
        return fixture.backups().of(file(made));
    }

    private Path file(Manifest made) {
        return fixture.folder.resolve(made.file());
    }

    private static long refutations() {
        return database.number("select count(*) from audit_events where action = 'backup.refuted'");
    }
}
