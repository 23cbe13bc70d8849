package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.VerifyReport;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.SmallDisk;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A folder that nothing can be written into, and one that isn't there yet. */
class UnusableDirectoryTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @Test
    void ofAReadOnlyDiskBackupsAreReadAndNoneIsMade() throws IOException, BackupException {
        try (SmallDisk disk = SmallDisk.mount(place)) {
            BackupFixture fixture = new BackupFixture(database, place);
            List<Manifest> earlier = List.of(fixture.verified());

            disk.readOnly();
            requireFolder(fixture.failure(Progress.NONE), "Read-only file system");
            fixture.requireNothingBut(earlier);
            assertThat(new VerifyReport(
                                    fixture.settings(),
                                    fixture.backups(),
                                    fixture.audit(),
                                    new PrintWriter(new StringWriter()))
                            .verify(null, null))
                    .isZero();

            disk.writable();
            fixture.verified();
        }
    }

    @Test
    void aFolderThatThisUserMayNotWriteInto() throws IOException, BackupException {
        BackupFixture fixture = new BackupFixture(database, place);
        List<Manifest> earlier = List.of(fixture.verified());
        Assumptions.assumeFalse(Files.isWritable(Path.of("/")), "root may write everywhere");

        Files.setPosixFilePermissions(fixture.folder, PosixFilePermissions.fromString("r-x------"));
        requireFolder(fixture.failure(Progress.NONE), "can't be used");

        Files.setPosixFilePermissions(fixture.folder, PosixFilePermissions.fromString("rwx------"));
        fixture.requireNothingBut(earlier);
    }

    @Test
    void aFolderThatIsntThereIsMadeAndIsItsUsersAlone() throws IOException, BackupException {
        BackupFixture fixture = new BackupFixture(database, place);

        fixture.verified();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileInTheFoldersPlaceOrInThePlaceOfItsParent() throws IOException {
        BackupFixture fixture = new BackupFixture(database, place);
        Files.writeString(fixture.folder, "mine");

        requireFolder(fixture.failure(Progress.NONE), "can't be used");
        fixture.set("BACKUP_DIR", fixture.folder.resolve("deeper").toString());
        requireFolder(fixture.failure(Progress.NONE), "can't be used");

        assertThat(Files.readString(fixture.folder)).isEqualTo("mine");
    }

    private static void requireFolder(BackupException failure, String message) {
        assertThat(failure.reason()).isEqualTo(FailureReason.FOLDER);
        assertThat(failure).hasMessageContaining(message);
    }
}
