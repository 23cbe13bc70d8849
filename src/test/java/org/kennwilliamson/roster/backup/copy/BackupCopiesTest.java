package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
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
import org.kennwilliamson.roster.testing.SmallDisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What makes a copy a good one, and what is none. */
class BackupCopiesTest {

    private static final Instant TIME = Instant.parse("2026-05-04T02:00:00Z");
    private static final int SIZE = Originals.SIZE;

    @TempDir
    Path folder;

    private Originals originals;
    private Path here;
    private Path there;
    private BackupCopies copies;
    private Manifest backup;

    @BeforeEach
    void thereIsABackup() throws IOException {
        here = Files.createDirectory(folder.resolve("backups"));
        there = Files.createDirectory(folder.resolve("other disk"));
        originals = new Originals(here);
        copies = originals.at(there);
        backup = originals.backup(TIME);
    }

    @Test
    void theArchiveIsReadBackBeforeTheManifestIsThere() throws IOException, BackupException {
        List<String> seen = new ArrayList<>();

        CopyState state = copies.copy(backup, (phase, bytes) -> {
            seen.add(phase);
            assertThat(there.resolve(BackupName.of(backup).manifest())).doesNotExist();
        });

        assertThat(seen).startsWith("copying").endsWith("reading");
        assertThat(state.isGoodAt(Originals.url(there))).isTrue();
        assertThat(there.resolve(backup.file())).hasSameBinaryContentAs(here.resolve(backup.file()));
        assertThat(copies.contents().backups()).containsExactly(backup);
        assertThat(copies.missing(List.of(backup.with(state)))).isEmpty();
        assertThat(Originals.names(there))
                .containsExactlyInAnyOrder(backup.file(), BackupName.of(backup).manifest());
    }

    @Test
    void whatIsKnownOfAnotherPlaceDoesNotCount() throws IOException, BackupException {
        Manifest copied = backup.with(copies.copy(backup, Progress.NONE));

        BackupCopies another = originals.at(Files.createDirectory(folder.resolve("another")));

        assertThat(another.missing(List.of(copied))).containsExactly(copied);
    }

    @Test
    void halfACopyIsNoneAndIsGoneAfterTheNext() throws IOException, BackupException {
        Files.write(there.resolve("." + backup.file() + ".0123abcd.partial"), new byte[SIZE / 2]);
        Files.write(
                there.resolve("." + originals.backup(TIME.minusSeconds(60)).file() + ".89abcdef.partial"),
                new byte[SIZE / 2]);
        Path others = Files.write(
                there.resolve(".roster_backup_x_backup_20260504_020000.dump.01234567.partial"), new byte[1]);
        assertThat(copies.contents().backups()).isEmpty();

        copies.copy(backup, Progress.NONE);

        assertThat(Originals.names(there))
                .containsExactlyInAnyOrder(
                        backup.file(),
                        BackupName.of(backup).manifest(),
                        others.getFileName().toString());
    }

    @Test
    void anArchiveThatIsThereAlreadyIsReadAndNotPutAgain() throws IOException, BackupException {
        Path archive = Files.copy(here.resolve(backup.file()), there.resolve(backup.file()));
        FileTime before = Files.getLastModifiedTime(archive);

        assertThat(copies.contents().backups()).isEmpty();
        assertThat(copies.copy(backup, Progress.NONE).isGoodAt(Originals.url(there)))
                .isTrue();

        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(before);
    }

    @Test
    void whatSomebodyHasWrittenSinceIsMissing() throws IOException, BackupException {
        Manifest copied = backup.with(copies.copy(backup, Progress.NONE));
        for (String file : List.of(backup.file(), BackupName.of(backup).manifest())) {
            byte[] right = Files.readAllBytes(there.resolve(file));

            right[right.length / 2] ^= 1;
            Files.write(there.resolve(file), right);
            Files.setLastModifiedTime(there.resolve(file), FileTime.from(TIME));
            assertThat(copies.missing(List.of(copied))).containsExactly(copied);

            Manifest again = copied.with(copies.copy(copied, Progress.NONE));
            assertThat(copies.missing(List.of(again))).isEmpty();
            assertThat(there.resolve(backup.file())).hasSameBinaryContentAs(here.resolve(backup.file()));
            assertThat(copies.contents().backups()).containsExactly(backup);
            copied = again;
        }
    }

    @Test
    void aManifestWithoutItsArchiveOrWithAShorterOneIsNoBackup() throws IOException, BackupException {
        Manifest copied = backup.with(copies.copy(backup, Progress.NONE));

        Files.write(there.resolve(backup.file()), new byte[SIZE - 1]);
        assertThat(copies.contents().backups()).isEmpty();
        assertThat(copies.contents().faults()).singleElement().asString().contains("bytes instead of " + SIZE);

        Files.delete(there.resolve(backup.file()));
        assertThat(copies.contents().backups()).isEmpty();
        assertThat(copies.contents().faults()).singleElement().asString().contains("has no " + backup.file());
        assertThat(copies.missing(List.of(copied))).containsExactly(copied);
    }

    @Test
    void anotherServersBackupOfThatNameStaysAsItIs() throws IOException, BackupException {
        Manifest other = Manifests.of(TIME, 3, Manifest.Verification.NONE);
        Files.write(there.resolve(other.file()), new byte[] {1, 2, 3});
        Files.write(there.resolve(BackupName.of(other).manifest()), ManifestFile.write(other));

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessageContaining("has another database's backup of that name, " + backup.file());

        assertThat(copies.contents().backups()).containsExactly(other);
        assertThat(there.resolve(other.file())).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void anOriginalThatRottedIsToBlameAndHasNoCopy() throws IOException, BackupException {
        Files.write(here.resolve(backup.file()), new byte[SIZE]);

        assertThatThrownBy(() -> copies.copy(backup, Progress.NONE))
                .hasMessage(here.resolve(backup.file()) + " is not the file that its manifest describes");

        assertThat(copies.contents().backups()).isEmpty();
    }

    @Test
    void aPlaceThatIsNotMountedIsNotCreated() throws IOException {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> originals.at(nowhere).copy(backup, Progress.NONE))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.COPY))
                .hasMessage("BACKUP_COPY_URL " + Originals.url(nowhere) + " can't be used: there is no directory "
                        + nowhere + ": mount its disk, or create it");

        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aPlaceThatIsFullKeepsNothingOfIt() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"))) {
            disk.fill(SIZE / 2048);
            BackupCopies full = originals.at(disk.folder());

            assertThatThrownBy(() -> full.copy(backup, Progress.NONE)).hasMessageContaining("No space left");
            assertThatThrownBy(() -> full.missing(List.of(backup)))
                    .as("it isn't asked again")
                    .hasMessageContaining("No space left");

            assertThat(Originals.names(disk.folder())).containsExactly("filler");
        }
    }
}
