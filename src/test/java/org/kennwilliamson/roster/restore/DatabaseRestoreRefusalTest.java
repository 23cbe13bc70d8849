package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Of a file that isn't what it must be nothing is restored, and no database is left behind. */
class DatabaseRestoreRefusalTest {

    @TempDir
    Path folder;

    private BackedUp backup;

    @BeforeEach
    void thereIsABackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
    }

    @Test
    void aFlippedByteOrALostEndAnywhereInTheFile() throws IOException {
        byte[] whole = Files.readAllBytes(backup.file());
        int mac = indexOf(whole, "\n--- ") + 5;
        int nonce = indexOf(whole, "\n", mac) + 1;
        int payload = nonce + 16;
        for (int place : new int[] {
            0,
            30,
            60,
            mac,
            nonce - 2,
            nonce,
            payload,
            payload + 100,
            whole.length / 2,
            whole.length - 17,
            whole.length - 1
        }) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 1;
            Files.write(backup.file(), flipped);
            refused("flipped at " + place);
            Files.write(backup.file(), Arrays.copyOf(whole, place));
            refused("cut at " + place);
        }
        Files.write(backup.file(), Arrays.copyOf(whole, whole.length + 1));
        refused("longer");
        Files.write(backup.file(), whole);
        assertThat(backup.databases()).isOne();
    }

    @Test
    void aFlippedByteOrALostEndAnywhereInTheManifest() throws IOException {
        byte[] whole = Files.readAllBytes(backup.manifest());
        for (int place = 0; place < whole.length; place++) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 1;
            Files.write(backup.manifest(), flipped);
            refused("flipped at " + place);
            Files.write(backup.manifest(), Arrays.copyOf(whole, place));
            refused("cut at " + place);
        }
        assertThat(backup.databases()).isOne();
    }

    @Test
    void anotherBackupsFile() throws BackupException, IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        BackedUp other = BackedUp.of(backup.database(), elsewhere);
        Files.write(backup.file(), Files.readAllBytes(other.file()));

        assertThatThrownBy(() -> new BackedUp(backup.database(), backup.file(), other.key()).restore(null))
                .hasMessageContaining("is not the file that its manifest describes");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void anotherKey() throws BackupException {
        Path wrong = folder.resolve("wrong.key");
        AgeIdentity.generate().writeTo(wrong, Clock.systemUTC().instant());

        assertThatThrownBy(() -> new BackedUp(backup.database(), backup.file(), wrong).restore(null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("encrypted for another identity");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void otherRowsThanTheManifestTells() throws BackupException, IOException {
        backup.tellOtherRows();

        assertThatThrownBy(() -> backup.restore(null)).hasMessageContaining("public.users has 20 rows instead of 21");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void aFileOfANewerVersionThanTheServerBeforeAnythingIsRead() throws BackupException, IOException {
        backup.tellOtherVersion("99.1 (Debian 99.1-1)");
        Files.write(backup.file(), new byte[0]);

        assertThatThrownBy(() -> backup.restore(null))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.PROGRAM))
                .hasMessageContaining("written by pg_dump 99")
                .hasMessageContaining("restore it on PostgreSQL 99");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void aFileForAClientThatIsntThere() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("pg_restore"), "#!/bin/sh\necho 'pg_restore (PostgreSQL) 99.1'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> BackedUp.said(
                        Map.of(
                                "MIGRATION_DATABASE_URL", backup.database().superuserUrl(),
                                "PG_BIN_DIR", bin.toString()),
                        false,
                        restoring -> restoring.restore(backup.opened(), Optional.empty())))
                .hasMessageContaining("pg_restore 99.1 can't restore into the server, 15.")
                .hasMessageContaining("apt-get install postgresql-client-15");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void aFileThatChangesAfterItWasChecked() throws IOException {
        TestDatabase empty = TestDatabase.fresh();
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("pg_restore"), """
                #!/bin/bash
                if [[ "$*" == --list* ]]; then
                    pg_restore "$@" && printf x | dd of='%s' conv=notrunc bs=1 seek=$(($(stat -c %%s '%s') - 1)) 2>&-
                else
                    exec pg_restore "$@"
                fi
                """.formatted(backup.file(), backup.file()));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        for (String into : new String[] {empty.name(), backup.database().name() + "_new"}) {
            assertThatThrownBy(() -> BackedUp.said(
                            Map.of(
                                    "MIGRATION_DATABASE_URL", backup.database().superuserUrl(),
                                    "PG_BIN_DIR", bin.toString()),
                            false,
                            restoring -> restoring.restore(backup.opened(), Optional.of(into))))
                    .isInstanceOf(BackupException.class);
        }

        assertThat(backup.databases()).isOne();
        assertThat(empty.number("select count(*) from pg_tables where schemaname = 'public'"))
                .isZero();
    }

    @Test
    void aFileWithoutItsManifestUnlessTheOperatorInsists() throws BackupException, IOException {
        Files.delete(backup.manifest());
        assertThatThrownBy(() -> backup.restore(null))
                .hasMessageContaining("has no manifest beside it")
                .hasMessageContaining("--no-manifest");

        BackupArchive unknown = BackupArchive.unknown(backup.file()).openedBy(AgeIdentity.readers(backup.key()));
        String said = BackedUp.said(
                backup.database().superuserUrl(), false, restoring -> restoring.restore(unknown, Optional.empty()));

        assertThat(said).contains("WARNING", "NO MANIFEST", "NOT COMPARED").doesNotContain("as in the manifest");
        assertThat(backup.beside(BackedUp.value(said, "database")).number("select count(*) from users"))
                .isEqualTo(20);
    }

    @Test
    void aDamagedFileAlsoWithoutItsManifest() throws IOException, BackupException {
        byte[] whole = Files.readAllBytes(backup.file());
        for (int place : new int[] {0, 60, 300, whole.length / 2, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 1;
            Files.write(backup.file(), flipped);
            BackupArchive unknown = BackupArchive.unknown(backup.file()).openedBy(AgeIdentity.readers(backup.key()));

            assertThatThrownBy(() -> BackedUp.said(
                            backup.database().superuserUrl(),
                            false,
                            restoring -> restoring.restore(unknown, Optional.empty())))
                    .as("flipped at " + place)
                    .isInstanceOf(BackupException.class);
        }
        assertThat(backup.databases()).isOne();
    }

    private void refused(String how) {
        assertThatThrownBy(() -> backup.restore(null)).as(how).isInstanceOf(BackupException.class);
    }

    private static int indexOf(byte[] bytes, String text) {
        return indexOf(bytes, text, 0);
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }
}
