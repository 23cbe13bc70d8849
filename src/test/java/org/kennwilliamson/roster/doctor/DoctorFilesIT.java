package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.PaperBackup;
import org.kennwilliamson.roster.testing.S3Keys;
import org.kennwilliamson.roster.testing.S3Proxy;
import org.kennwilliamson.roster.testing.SigningKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code roster doctor} finds among backups, programs and keys. */
@Tag("program")
class DoctorFilesIT {

    @TempDir
    static Path folder;

    private static Patient sound;

    @TempDir
    Path place;

    private Patient patient;

    @BeforeAll
    static void allIsWell() throws IOException {
        sound = Patient.sound(folder);
    }

    @BeforeEach
    void itHasAFolderOfItsOwn() {
        patient = sound.with("BACKUP_DIR", place.toString());
    }

    @Test
    void lookingAtTheFolderLeavesItAsItWas() throws IOException {
        Path backups = Path.of(sound.variables().get("BACKUP_DIR"));
        List<Path> before = files(backups);

        sound.suffersFrom(Patient.WEAK, Level.WARN, "off", "pg_checksums");

        assertThat(files(backups)).isEqualTo(before);
    }

    @Test
    void noBackup() {
        patient.suffersFrom("backups", Level.FAIL, "no verified backup", "roster backup create");
        patient.with("BACKUP_SCHEDULE", "off")
                .suffersFrom("backups", Level.WARN, "no verified backup", "roster backup create");
    }

    @Test
    void aBackupThatIsTooOld() throws IOException {
        backup(Duration.ofDays(3), 1, null);
        patient.suffersFrom("backups", Level.FAIL, "3 days old: one was due", "roster backup create");
        patient.with("BACKUP_SCHEDULE", "off").suffersFrom(Patient.WEAK, Level.WARN, "off", "pg_checksums");
    }

    @Test
    void aBackupThatFailedItsProof() throws IOException {
        backup(Duration.ofMinutes(2), 1, null);
        backup(Duration.ofMinutes(1), 1, "a row was missing");
        patient.suffersFrom(
                "backups",
                Level.FAIL,
                "verification of the last one failed: a row was missing",
                "roster backup create");
    }

    @Test
    void aManifestThatWasTouched() throws IOException {
        backup(Duration.ofMinutes(2), 1, null);
        backup(Duration.ofMinutes(1), 1, null);
        Path newest = files(place).get(1);
        Files.writeString(newest, Files.readString(newest) + " ");
        patient.suffersFrom("backups", Level.WARN, "is not the manifest that Roster wrote", "move what is no backup");
    }

    @Test
    void aDiskThatTheNextOneMayFill() throws IOException {
        backup(Duration.ofMinutes(1), Files.getFileStore(place).getUsableSpace() * 6 / 10, null);
        patient.suffersFrom("disk", Level.FAIL, "less than twice the last backup's", "free some of it");
    }

    @Test
    void aFolderForEverybody() throws IOException {
        backup(Duration.ofMinutes(1), 1, null);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        patient.suffersFrom("backup-dir", Level.WARN, "(rwxr-xr-x)", "chmod o= " + place);
    }

    @Test
    void aFolderThatIsNone() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "mine");
        Map<String, Finding> findings =
                patient.with("BACKUP_DIR", file.toString()).findings();

        assertThat(findings.get("backup-dir").level()).isEqualTo(Level.FAIL);
        assertThat(findings.get("backup-dir").remedy()).contains("may write into");
        assertThat(file).hasContent("mine");
        Finding missing = patient.with("BACKUP_DIR", place.resolve("later").toString())
                .findings()
                .get("backup-dir");
        assertThat(missing.level()).isEqualTo(Level.WARN);
        assertThat(missing.remedy()).startsWith("mkdir -m 700 ");
        assertThat(place.resolve("later")).doesNotExist();
    }

    @Test
    void aKeyBesideTheBackups() throws IOException {
        backup(Duration.ofMinutes(1), 1, null);
        patient.found(0, "backup", "keygen", place.resolve("operator.key").toString());
        patient.suffersFrom("backup-key", Level.WARN, "operator.key opens the backups", "on another machine");
    }

    @Test
    void copiesThatAreMissingAndAPlaceThatIsNotThere() {
        sound.suffersFrom("copies", Level.WARN, "BACKUP_COPY_URL is not set", "another machine's disk");

        Patient copied = sound.with("BACKUP_COPY_URL", "file://" + place);
        copied.suffersFrom("copies", Level.FAIL, "has no good copy in", "roster backup copy --missing");
        copied.found(0, "backup", "copy", "--missing");
        assertThat(copied.findings().get("copies").message()).isEqualTo("1 in file://" + place);

        sound.with("BACKUP_COPY_URL", "file://" + place + "/gone")
                .suffersFrom("copies", Level.FAIL, "there is no directory " + place + "/gone", "BACKUP_COPY_URL");
    }

    @Test
    void aKeyThatMayDeleteTheCopies() {
        try (S3Proxy server = S3Proxy.start(place.resolve("s3"))) {
            S3Keys.use(S3Proxy.KEY_ID, S3Proxy.KEY);
            Patient copied = sound.with("BACKUP_COPY_URL", "s3://" + S3Proxy.BUCKET + "/roster")
                    .with("BACKUP_COPY_ENDPOINT", server.endpoint())
                    .with("BACKUP_COPY_PATH_STYLE", "on")
                    .with("AWS_ACCESS_KEY_ID", S3Proxy.KEY_ID)
                    .with("AWS_SECRET_ACCESS_KEY", S3Proxy.KEY);
            copied.found(0, "backup", "copy", "--missing");
            copied.suffersFrom(
                    "copies",
                    Level.WARN,
                    "1 in s3://" + S3Proxy.BUCKET + "/roster, and its key may delete them (s3:DeleteObject",
                    "deploy/aws/backup-copies-policy.json");
        } finally {
            S3Keys.forget();
        }
    }

    @Test
    void nobodyToEncryptFor() {
        sound.with("BACKUP_RECIPIENTS", "")
                .suffersFrom("recipients", Level.FAIL, "BACKUP_RECIPIENTS is not set", "roster backup keygen");
        sound.with("BACKUP_RECIPIENTS", "age1nonsense")
                .suffersFrom("recipients", Level.FAIL, "not an age recipient", "roster backup keygen");
        sound.with("BACKUP_ENCRYPTION", "off")
                .suffersFrom("recipients", Level.WARN, "BACKUP_ENCRYPTION is off", "BACKUP_ENCRYPTION=age");
    }

    @Test
    void programsThatAreMissingOrOfAnotherVersionThanTheServer() throws IOException {
        Map<String, Finding> findings =
                sound.with("PG_BIN_DIR", place.toString()).findings();
        assertThat(findings.get("pg_dump").level()).isEqualTo(Level.FAIL);
        assertThat(findings.get("pg_restore").remedy()).contains("PG_BIN_DIR");

        program("pg_dump", "pg_dump (PostgreSQL) 15.18");
        program("pg_restore", "pg_restore (PostgreSQL) 17.12");
        sound.with("PG_BIN_DIR", place.toString())
                .suffersFrom("pg_restore", Level.FAIL, "newer than PostgreSQL 15's", "postgresql-client-15");

        program("pg_restore", "pg_restore (PostgreSQL) 15.18");

        program("pg_dump", "pg_dump (PostgreSQL) 14.9");
        sound.with("PG_BIN_DIR", place.toString())
                .suffersFrom("pg_dump", Level.FAIL, "older than PostgreSQL 15's", "postgresql-client-15");
    }

    @Test
    void aSigningKeyThatOthersMayRead() throws IOException {
        Path key = key();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        sound.with("AUTH_SIGNING_KEY", key.toString())
                .suffersFrom("signing-key", Level.WARN, "(rw-r-----)", "chmod 600 " + key);
        sound.with("AUTH_PUBLISHED_KEYS", key.toString())
                .suffersFrom("published-keys", Level.WARN, "(rw-r-----)", "chmod 600 " + key);
    }

    @Test
    void aSigningKeyThatIsNone() throws IOException {
        Path nonsense = Files.writeString(place.resolve("nonsense.pem"), "se-cret");
        sound.with("AUTH_SIGNING_KEY", nonsense.toString())
                .suffersFrom("signing-key", Level.FAIL, "no RSA key in PEM", "openssl genpkey");
        sound.with("AUTH_PUBLISHED_KEYS", key() + "," + nonsense)
                .suffersFrom("published-keys", Level.FAIL, "no RSA key in PEM", "correct AUTH_PUBLISHED_KEYS");
        sound.with("AUTH_SIGNING_KEY", place.resolve("gone.pem").toString())
                .suffersFrom("signing-key", Level.FAIL, "can't be read", "openssl genpkey");
        sound.with("AUTH_SIGNING_KEY", null)
                .suffersFrom("signing-key", Level.WARN, "nobody can sign in", "openssl genpkey");
    }

    private void backup(Duration ago, long size, String failure) throws IOException {
        PaperBackup.in(place, sound.database().name(), Instant.now().minus(ago), size, failure);
    }

    private void program(String name, String says) throws IOException {
        Path file = Files.writeString(place.resolve(name), "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path key() throws IOException {
        return Files.copy(SigningKeys.file(), place.resolve("key.pem"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
