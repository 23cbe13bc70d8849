package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Of several versions of PostgreSQL's programs the one is taken that works with the server and reads the file. */
class SuitableClientTest {

    private static final ServerVersion FIFTEEN = new ServerVersion(15, "15.18");
    private static final ServerVersion SIXTEEN = new ServerVersion(16, "16.15");
    private static final ServerVersion SEVENTEEN = new ServerVersion(17, "17.11");

    @TempDir
    Path debian;

    @Test
    void aBackupIsMadeByTheServersOwnVersionHoweverManyAreThere() throws IOException, BackupException {
        thereAre("15.18", "16.15", "17.12", "18.4");

        for (ServerVersion server : new ServerVersion[] {FIFTEEN, SIXTEEN, SEVENTEEN}) {
            for (String name : new String[] {"pg_dump", "pg_restore"}) {
                assertThat(clients().own(name, server).file())
                        .isEqualTo(debian.resolve(server.major() + "/bin/" + name));
            }
        }
    }

    @Test
    void withoutItTheOldestNewerOneDoesThatCanRestoreThere() throws IOException, BackupException {
        thereAre("14.9", "16.15", "17.12");

        assertThat(clients().own("pg_dump", FIFTEEN).major()).isEqualTo(16);
        assertThat(clients().own("pg_restore", FIFTEEN).major()).isEqualTo(16);
    }

    @Test
    void anotherVersionThanTheServersMakesNoBackupAndThePackageIsNamed() throws IOException {
        thereAre("14.9", "17.12", "18.4");
        assertThatThrownBy(() -> clients().own("pg_dump", FIFTEEN))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.PROGRAM))
                .hasMessageStartingWith("pg_dump 18.4 is newer than the server, 15.18: ")
                .hasMessageContaining("apt-get install postgresql-client-15")
                .hasMessageContaining("PG_BIN_DIR");
        assertThatThrownBy(() -> clients().own("pg_restore", new ServerVersion(19, "19.1")))
                .hasMessageStartingWith("pg_restore 18.4 is older than the server, 19.1: ")
                .hasMessageContaining("apt-get install postgresql-client-19");
    }

    @Test
    void aFileIsRestoredByTheServersOwnVersionIfThatReadsIt() throws IOException, BackupException {
        thereAre("15.18", "16.15", "17.12", "18.4");

        assertThat(clients().restoring(15, FIFTEEN).major()).isEqualTo(15);
        assertThat(clients().restoring(15, SEVENTEEN).major()).isEqualTo(17);
        assertThat(clients().restoring(0, FIFTEEN).major()).isEqualTo(15);
        // What a newer one wrote, it reads; and up to 16 they set nothing that older servers don't know.
        assertThat(clients().restoring(16, FIFTEEN).major()).isEqualTo(16);
        assertThat(clients().restoring(18, SEVENTEEN).major()).isEqualTo(18);
    }

    @Test
    void anOlderVersionThanTheServersRestoresWhatItReads() throws IOException, BackupException {
        thereAre("15.18");
        assertThat(clients().restoring(15, SEVENTEEN).major()).isEqualTo(15);
    }

    @Test
    void aRestoreThatCantWorkSaysWhichVersionItNeeds() throws IOException {
        thereAre("17.12", "18.4");
        assertThatThrownBy(() -> clients().restoring(15, FIFTEEN))
                .hasMessageStartingWith("pg_restore 18.4 or 17.12 can't restore into the server, 15.18: ")
                .hasMessageContaining("apt-get install postgresql-client-15");
        assertThatThrownBy(() -> clients().restoring(17, SIXTEEN))
                .hasMessageContaining("written by pg_dump 17")
                .hasMessageEndingWith("this one is 16.15: restore it on PostgreSQL 17");
    }

    @Test
    void aFileThatIsTooNewToBeReadSaysWhichVersionItNeeds() throws IOException, BackupException {
        thereAre("15.18", "16.15");
        assertThatThrownBy(() -> clients().restoring(17, SEVENTEEN))
                .hasMessageStartingWith(
                        "The backup was written by pg_dump 17, and pg_restore 16.15 or 15.18 can't read it")
                .hasMessageContaining("apt-get install postgresql-client-17");
        assertThatThrownBy(() -> clients().reading(17)).hasMessageContaining("apt-get install postgresql-client-17");
        assertThat(clients().reading(16).major()).isEqualTo(16);
        assertThat(clients().reading(14).major()).isEqualTo(15);
    }

    private void thereAre(String... versions) throws IOException {
        for (String version : versions) {
            Path bin = Files.createDirectories(
                    debian.resolve(version.replaceFirst("\\..*", "")).resolve("bin"));
            for (String name : new String[] {"pg_dump", "pg_restore"}) {
                Path file = Files.writeString(
                        bin.resolve(name), "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n");
                assertThat(file.toFile().setExecutable(true)).isTrue();
            }
        }
    }

    private SuitableClient clients() {
        return new SuitableClient(new ClientPrograms(Optional.empty(), "", debian));
    }
}
