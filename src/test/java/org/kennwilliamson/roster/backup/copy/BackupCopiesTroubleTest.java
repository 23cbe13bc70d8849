package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.archive.Manifests;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Places that others use as well, and files in them that make trouble. */
class BackupCopiesTroubleTest {

    private static final Instant TIME = Instant.parse("2026-05-04T02:00:00Z");

    @TempDir
    Path folder;

    private Originals originals;
    private Path here;
    private Path there;
    private BackupCopies copies;
    private Manifest backup;
    private Manifest another;
    private Path manifest;

    @BeforeEach
    void thereAreTwoBackups() throws IOException {
        here = Files.createDirectory(folder.resolve("backups"));
        there = Files.createDirectory(folder.resolve("there"));
        originals = new Originals(here);
        copies = originals.at(there);
        backup = originals.backup(TIME);
        another = originals.backup(TIME.minusSeconds(60));
        manifest = there.resolve(BackupName.of(backup).manifest());
    }

    @Test
    void whatIsRemovedOrWrittenAfterItWasReadIsNoCopy() throws BackupException {
        assertThatThrownBy(() -> copies.copy(backup, whenRead(() -> Files.delete(there.resolve(backup.file())))))
                .hasMessageContaining("had " + backup.file() + " written or removed by somebody meanwhile");
        assertThat(manifest).doesNotExist();

        assertThatThrownBy(() -> copies.copy(
                        backup, whenRead(() -> Files.write(there.resolve(backup.file()), new byte[Originals.SIZE]))))
                .hasMessageContaining("meanwhile");
        assertThat(copies.contents().backups()).isEmpty();

        assertThat(copies.copy(backup, Progress.NONE).reason()).isNull();
    }

    @Test
    void anotherServersBackupThatCameMeanwhileStaysAsItIs() throws BackupException {
        Manifest other = Manifests.of(TIME, Originals.SIZE, Manifest.Verification.NONE);

        assertThatThrownBy(() -> copies.copy(backup, whenRead(() -> Files.write(manifest, ManifestFile.write(other)))))
                .hasMessageContaining("has another database's backup of that name");

        assertThat(copies.contents().backups()).containsExactly(other);
    }

    @Test
    void whatANewerRosterWroteIsNotNobodys() throws IOException, BackupException {
        String newer = new String(ManifestFile.write(backup), StandardCharsets.UTF_8)
                .replace("\"format\" : 1", "\"format\" : 2")
                .replaceFirst("(?s),\n  \"digest.*", "\n}\n");
        String digest = HexFormat.of().formatHex(Sha256.sha256().digest(newer.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(manifest, newer.replaceFirst("\n}\n$", ",\n  \"digest\" : \"" + digest + "\"\n}\n"));
        byte[] before = Files.readAllBytes(manifest);

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE)).hasMessageContaining("a newer one wrote it");
        assertThat(manifest).hasBinaryContent(before);

        Files.writeString(manifest, "{}");
        assertThat(copies.copy(backup, Progress.NONE).reason())
                .as("a broken one is nobody's")
                .isNull();
    }

    @Test
    void aManifestUnderAnotherNameIsNoBackup() throws IOException, BackupException {
        copies.copy(backup, Progress.NONE);
        Files.copy(manifest, there.resolve("roster_backup_20200101_000000.json"));

        assertThat(copies.contents().backups()).containsExactly(backup);
        assertThat(copies.contents().faults()).singleElement().asString().contains("which describes another file");
    }

    @Test
    void oneBadFileThereStandsInNoOthersWay() throws IOException, BackupException {
        Files.createDirectories(there.resolve(backup.file()).resolve("x"));
        copies.copy(another, Progress.NONE);
        Files.createDirectory(manifest);

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE)).isInstanceOf(BackupException.class);

        assertThat(copies.missing(List.of(backup, another))).containsExactly(backup, another);
        assertThat(copies.contents().backups()).containsExactly(another);
    }

    @Test
    void anOriginalThatIsGoneIsNotThePlacesFault() throws IOException, BackupException {
        Files.delete(here.resolve(backup.file()));

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.FOLDER))
                .hasMessageStartingWith("BACKUP_DIR " + here + " can't be used: ");

        assertThat(copies.copy(another, Progress.NONE).reason()).isNull();
    }

    @Test
    void aLinkIsNoCopyAndAPlaceThatLeadsBackIsNone() throws IOException, BackupException {
        Path link = Files.createSymbolicLink(there.resolve(backup.file()), here.resolve(backup.file()));
        copies.copy(backup, Progress.NONE);
        assertThat(link).isRegularFile().matches(file -> !Files.isSymbolicLink(file), "no link");

        BackupCopies itself = originals.at(Files.createSymbolicLink(folder.resolve("link"), here));
        assertThatThrownBy(() -> itself.copy(backup, Progress.NONE)).hasMessageContaining("is BACKUP_DIR itself");
    }

    @Test
    void theOldManifestDoesNotCountWhileItsArchiveIsReplaced() throws IOException, BackupException {
        Manifest copied = backup.with(copies.copy(backup, Progress.NONE));
        Files.write(there.resolve(backup.file()), new byte[Originals.SIZE]);
        Files.write(here.resolve(backup.file()), new byte[Originals.SIZE]);

        assertThatThrownBy(() -> copies.copy(copied, Progress.NONE)).hasMessageContaining("is not the file");

        assertThat(copies.contents().backups()).isEmpty();
    }

    @Test
    void whatHasTheSameTimeAndAnotherSizeIsMissing() throws IOException, BackupException {
        CopyState state = copies.copy(backup, Progress.NONE);
        Path archive = there.resolve(backup.file());
        FileTime written = Files.getLastModifiedTime(archive);
        Files.write(archive, new byte[1]);
        Files.setLastModifiedTime(archive, written);

        assertThat(copies.missing(List.of(backup.with(state)))).hasSize(1);
    }

    @Test
    void onlyWhatNobodyWritesAnyMoreIsSwept() throws IOException, BackupException {
        Path young =
                Files.write(there.resolve(".roster_backup_20200101_000000.dump.age.01234567.partial"), new byte[1]);
        Path old = Files.write(there.resolve(".roster_backup_20200101_000000.json.01234567.partial"), new byte[1]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        copies.copy(backup, Progress.NONE);

        assertThat(young).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void whatCannotBeUsedIsToldInWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> originals.at(file).contents()).hasMessageEndingWith(file + " is not a directory");
        Files.delete(here.resolve(backup.file()));
        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessageEndingWith(here.resolve(backup.file()) + ": no such file");
    }

    @Test
    void aLeftoverThatCannotBeRemovedStandsInNoCopysWay() throws IOException, BackupException {
        Files.createDirectories(
                there.resolve("." + backup.file() + ".01234567.partial").resolve("x"));

        assertThat(copies.copy(backup, Progress.NONE).reason()).isNull();
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Does this once all of it was read back. */
    private static Progress whenRead(Task task) {
        return (phase, bytes) -> {
            if (phase.equals("reading") && bytes == Originals.SIZE) {
                try {
                    task.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
