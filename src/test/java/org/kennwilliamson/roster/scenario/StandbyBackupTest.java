package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Backups of a hot standby, on which nothing can be restored. */
class StandbyBackupTest {

    @TempDir
    Path place;

    private EmbeddedServer server;
    private BackupFixture fixture;

    @BeforeEach
    void thereIsAStandby() throws IOException {
        server = EmbeddedServer.start(place.resolve("server"), Path.of("init-scripts"), Map.of("fsync", "off"));
        TestDatabase database = new TestDatabase(server, "kennwilliamson");
        new Schema(database).migrate();
        Files.createFile(place.resolve("server").resolve("data").resolve("standby.signal"));
        server.restart();
        fixture = new BackupFixture(database, place);
    }

    @AfterEach
    void stop() {
        server.delete();
    }

    @Test
    void oneThatWouldBeVerifiedByARestoreIsRefusedBeforeTheDumpAndOneThatIsReadSucceeds() throws BackupException {
        BackupException failure = fixture.failure(Progress.NONE);

        assertThat(failure.reason()).isEqualTo(FailureReason.DATABASE);
        assertThat(failure)
                .hasMessageContaining("BACKUP_DATABASE_URL leads to a standby")
                .hasMessageContaining("set it to the primary's URL, or set BACKUP_VERIFY=decrypt");
        assertThat(fixture.files()).isEmpty();

        Manifest made = fixture.set("BACKUP_VERIFY", "decrypt").verified();

        assertThat(made.rows()).containsKey("public.users");
        assertThat(fixture.backups().list()).containsExactly(made);
    }
}
