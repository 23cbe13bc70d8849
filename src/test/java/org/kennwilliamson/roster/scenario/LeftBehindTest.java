package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the next run finds of one that was killed, and what it must not take for that. */
class LeftBehindTest {

    @TempDir
    Path place;

    private BackupFixture fixture;
    private Manifest earlier;
    private String stem;

    @BeforeEach
    void thereIsABackup() throws BackupException {
        fixture = new BackupFixture(TestDatabase.fresh(), place);
        earlier = fixture.verified();
        stem = fixture.database.name() + "_backup_20260101_020000";
    }

    @Test
    void partialsGo() throws IOException, BackupException {
        leave("." + stem + ".dump.age.partial", "." + stem + ".dump.partial", "." + stem + ".json.partial");

        fixture.requireNothingBut(List.of(earlier, fixture.verified()));
    }

    @Test
    void whatWasKilledBetweenItsFileAndItsManifestGoes() throws IOException, BackupException {
        leave(stem + ".dump.age", "." + stem + ".json.partial");

        assertThat(fixture.backups().list()).containsExactly(earlier);
        fixture.requireNothingBut(List.of(earlier, fixture.verified()));
    }

    @Test
    void aBackupWhoseManifestWasBeingWrittenAnewStays() throws IOException, BackupException {
        leave(BackupName.partial(BackupName.of(earlier).manifest()));

        fixture.requireNothingBut(List.of(earlier, fixture.verified()));
    }

    @Test
    void filesThatSomebodyPutThereStay() throws IOException, BackupException {
        String[] others = {
            stem + ".dump.age",
            "other_backup_20260101_020000.dump.age",
            ".other_backup_20260101_020000.json.partial",
            "." + stem + "_of_mine.partial",
            "notes.txt"
        };
        leave(others);

        fixture.verified();

        assertThat(fixture.files()).contains(others);
        assertThat(fixture.backups().list()).hasSize(2);
    }

    @Test
    void scratchDatabasesOfThisOneGoAndNoOthers() throws SQLException, BackupException {
        String number = "%08x"
                .formatted(fixture.database.number("select oid from pg_database where datname = current_database()"));
        List<String> left = List.of(
                "roster_proof_" + number + "0123abcd",
                "roster_proof_000000010123abcd",
                "roster_proof_" + number + "mine");
        try (Connection connection = fixture.database.connectAs("roster_backup");
                Statement statement = connection.createStatement()) {
            for (String name : left) {
                statement.execute("create database " + name);
            }
            fixture.verified();
            assertThat(fixture.database.number(
                            "select count(*) from pg_database where datname = '" + left.get(0) + "'"))
                    .isZero();
            // Fails where one isn't there any more.
            statement.execute("drop database " + left.get(1));
            statement.execute("drop database " + left.get(2));
        }
    }

    @Test
    void removingABackupThatIsKilledInTheMiddleIsFinishedByTheNextRun() throws IOException, BackupException {
        Path manifest = fixture.folder.resolve(BackupName.of(earlier).manifest());
        Files.move(
                manifest,
                fixture.folder.resolve(BackupName.partial(manifest.getFileName().toString())));

        fixture.requireNothingBut(List.of(fixture.verified()));
    }

    private void leave(String... files) throws IOException {
        for (String file : files) {
            Files.writeString(fixture.folder.resolve(file), "left behind");
        }
    }
}
