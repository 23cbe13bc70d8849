package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.Said;
import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.SmallDisk;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** For whom a backup is encrypted, and what opens it. */
class RecipientsTest {

    @TempDir
    Path place;

    private BackupFixture fixture;

    @BeforeEach
    void thereIsAnEmptyDatabase() {
        fixture = new BackupFixture(TestDatabase.fresh(), place);
    }

    @Test
    void withoutARecipientOrWithOneThatIsNoneNothingIsWritten() {
        String valid = fixture.operator.recipient().text();
        String typo = valid.substring(0, 30) + (valid.charAt(30) == 'q' ? 'p' : 'q') + valid.substring(31);
        for (String recipients : List.of(
                "",
                " , ,",
                "age1",
                typo,
                valid.substring(0, valid.length() - 1),
                valid + "q",
                valid + " " + valid,
                valid + ",AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQ",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
                "age1é" + valid.substring(5))) {
            fixture.set("BACKUP_RECIPIENTS", recipients);

            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).as(recipients).isEqualTo(FailureReason.RECIPIENT);
            assertThat(failure.getMessage()).contains("BACKUP_RECIPIENTS").doesNotContain("SECRET");
            assertThat(fixture.files()).isEmpty();
        }
    }

    @Test
    void eachRecipientOpensItAndNobodyElse() throws BackupException {
        AgeIdentity second = AgeIdentity.generate();
        fixture.set(
                "BACKUP_RECIPIENTS",
                fixture.operator.recipient().text() + " , " + second.recipient().text() + ",");

        Manifest made = fixture.verified();

        assertThat(made.recipients())
                .containsExactly(
                        fixture.operator.recipient().text(), second.recipient().text());
        for (AgeIdentity identity : List.of(fixture.operator, second)) {
            new BackupVerifier(fixture.settings(), fixture.backups(), Clock.systemUTC())
                    .decrypt(made, List.of(identity.reader()), Progress.NONE);
        }
        assertThatThrownBy(() -> new BackupVerifier(fixture.settings(), fixture.backups(), Clock.systemUTC())
                        .decrypt(made, List.of(AgeIdentity.generate().reader()), Progress.NONE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("encrypted for another identity");
    }

    @Test
    void whatIsNoIdentityFileIsRefusedWithoutShowingIt() throws IOException {
        Path file = place.resolve("key");
        for (String content : List.of(
                "",
                "# created: today\n",
                "AGE-SECRET-KEY-1QQQQQQQQ\n",
                fixture.operator.recipient().text() + "\n",
                "AGE-SECRET-KEY-1\u00e9\n",
                "\u0000\u0001")) {
            Files.writeString(file, content);

            assertThatThrownBy(() -> AgeIdentity.readers(file))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is not an age identity file")
                    .hasMessageNotContaining("QQQQ");
        }
        assertThatThrownBy(() -> AgeIdentity.readers(place))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void aRecipientThatRosterCannotEncryptForIsCalledWhatItIs() {
        Map<String, String> kinds = Map.of(
                "age1pq1" + "q".repeat(1952),
                "a post-quantum recipient: Roster can't encrypt for it yet",
                "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
                "a recipient of an age plugin",
                "age1" + "q".repeat(100),
                "which is not an age recipient");
        kinds.forEach((recipient, what) -> {
            fixture.set("BACKUP_RECIPIENTS", fixture.operator.recipient().text() + "," + recipient);

            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.RECIPIENT);
            assertThat(failure.getMessage()).contains("BACKUP_RECIPIENTS", what).hasSizeLessThan(250);
            assertThat(fixture.files()).isEmpty();
        });
    }

    @Test
    void whatRosterDoesNotKnowInAnIdentityFileIsSkippedAndItsLineNamed() throws IOException, BackupException {
        Manifest made = fixture.verified();
        Path file = place.resolve("key");
        fixture.operator.writeTo(file, Instant.now());
        String known = Files.readString(file);
        String unknown = "AGE-SECRET-KEY-PQ-1" + "Q".repeat(58) + "\n";

        for (String content : List.of(
                unknown + known,
                known + unknown,
                known + "AGE-PLUGIN-YUBIKEY-1Q9QQQ\n",
                "\u00ff\n" + known + "AGE-SECRET-KEY-1Q\n")) {
            Files.writeString(file, content);
            List<String> said = Said.by(AgeIdentity.class, () -> new BackupVerifier(
                            fixture.settings(), fixture.backups(), Clock.systemUTC())
                    .decrypt(made, AgeIdentity.readers(file), Progress.NONE));

            assertThat(said).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .matches("Line \\d of .* is skipped: .*")
                    .doesNotContain("QQQ"));
        }
        Files.writeString(file, known + unknown);
        assertThat(Said.by(AgeIdentity.class, () -> AgeIdentity.readers(file)))
                .singleElement()
                .asString()
                .startsWith("Line 4 of " + file);
    }

    @Test
    void anIdentityFileThatIsEncryptedItselfIsCalledThat() throws IOException {
        Path file = Files.writeString(place.resolve("key"), "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n");

        assertThatThrownBy(() -> AgeIdentity.readers(file))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is encrypted by age itself: decrypt it first");
    }

    @Test
    void aKeyThatCannotBeWrittenLeavesNoFile() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place.resolve("disk"))) {
            disk.fill(0);
            Path file = disk.folder().resolve("roster.key");

            assertThatThrownBy(() -> fixture.operator.writeTo(file, Instant.now()))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("can't be written");
            assertThat(file).doesNotExist();

            disk.clear();
            fixture.operator.writeTo(file, Instant.now());
            assertThat(Files.readString(file)).contains("AGE-SECRET-KEY-1");
        }
        Path missing = place.resolve("missing").resolve("roster.key");
        assertThatThrownBy(() -> fixture.operator.writeTo(missing, Instant.now()))
                .isInstanceOf(BackupException.class);
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
