package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Which files an operator may come with. */
class RestoreResultFilesTest {

    @TempDir
    Path folder;

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void thereIsABackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        live = backup.database();
    }

    @Test
    void theManifestMayBeNamedInsteadAndTheFilesMayHaveOtherNames() throws BackupException, IOException {
        BackupArchive byManifest = BackupArchive.find(backup.manifest());
        assertThat(byManifest.path()).isEqualTo(backup.file());

        Path dump = Files.move(backup.file(), folder.resolve("saved.dump.age"));
        Files.move(backup.manifest(), folder.resolve("saved.json"));
        BackedUp renamed = new BackedUp(live, dump, backup.key());

        assertThat(renamed.restore(null)).contains("each as in the manifest");
    }

    @Test
    void whatIsNotEncryptedNeedsNoKey() throws BackupException, IOException {
        BackedUp plain = BackedUp.of(live, Files.createDirectory(folder.resolve("plain")), false);
        assertThat(plain.file().toString()).endsWith(".dump");

        for (BackupArchive file :
                new BackupArchive[] {BackupArchive.find(plain.file()), BackupArchive.unknown(plain.file())}) {
            assertThat(file.encrypted()).isFalse();
            String said =
                    BackedUp.said(live.superuserUrl(), false, restoring -> restoring.restore(file, Optional.empty()));
            assertThat(backup.beside(BackedUp.value(said, "database")).number("select count(*) from users"))
                    .isEqualTo(20);
        }
    }

    @Test
    void oneThatFailedItsProofIsRestoredWithAWarning() throws BackupException, IOException {
        Manifest refuted = ManifestFile.read(backup.manifest())
                .with(Manifest.Verification.failed("restore", Instant.EPOCH, "a table of ghosts"));
        Files.write(backup.manifest(), ManifestFile.write(refuted));

        assertThat(backup.restore(null))
                .contains("WARNING", "THE VERIFICATION OF THIS BACKUP FAILED", "a table of ghosts");
    }
}
