package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is backed up comes back, by Roster and by the stock programs. */
class BackupRoundTripTest {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final AgeIdentity operator = AgeIdentity.generate();

    private BackupSettings settings;
    private BackupDirectory backups;

    @BeforeEach
    void thereIsSomethingToLose() throws SQLException, IOException {
        new Schema(database).migrate();
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(Files.readString(Path.of("src", "main", "resources", "db", "seed", "sample.sql")));
            statement.execute(
                    "insert into users (email, display_name) values ('odd@example.org', E'\\'\"\\\\\\t\\n$$;--€😀')");
        }
        settings = settings(Map.of());
        backups = new BackupDirectory(folder, database.name());
    }

    @Test
    void aBackupIsProvedByARestoreWithTheRunsOwnKey() throws BackupException {
        AgeIdentity ofThisRun = AgeIdentity.generate();
        Manifest manifest = make(List.of(operator.recipient(), ofThisRun.recipient()));

        Manifest.Verification proof = proof(manifest, ofThisRun);

        assertThat(proof.reason()).isNull();
        assertThat(proof.state()).isEqualTo("verified");
        assertThat(proof.rows()).isEqualTo(manifest.rows()).containsEntry("public.users", 21L);
        assertThat(
                        database.number(
                                "select count(*) from pg_database s, pg_database d where d.datname = current_database()"
                                        + " and starts_with(s.datname, 'roster_proof_' || lpad(to_hex(d.oid::bigint), 8, '0'))"))
                .isZero();
    }

    @Test
    void theStockProgramsOpenIt() throws BackupException, IOException, InterruptedException {
        Path identity = folder.resolve("operator.txt");
        operator.writeTo(identity, Clock.systemUTC().instant());
        Path file = folder.resolve(make(List.of(operator.recipient())).file());
        Path list = folder.resolve("list");
        TestDatabase other = TestDatabase.fresh();

        sh("""
                set -euo pipefail
                age -d -i '%s' '%s' | pg_restore --list | grep -v EXTENSION > '%s'
                age -d -i '%s' '%s' | pg_restore --exit-on-error --no-owner --use-list='%s' --dbname='%s'""".formatted(identity, file, list, identity, file, list, other.ownerUrl()));

        assertThat(other.number("select count(*) from users")).isEqualTo(21);
        assertThat(new Schema(other).dump()).isEqualTo(new Schema(database).dump());
    }

    @Test
    void theManifestIsReadBackAsItWasWrittenAndListed() throws BackupException {
        Manifest manifest = make(List.of(operator.recipient()));

        assertThat(backups.list()).containsExactly(manifest);
        assertThat(manifest.recipients()).containsExactly(operator.recipient().text());
        assertThat(manifest.versions().schema()).isNotNull();
    }

    @Test
    void nothingIsLeftOfADumpThatFails() throws IOException {
        settings = settings(Map.of(
                "PG_BIN_DIR", program("pg_dump", "head -c 300000 /dev/urandom; echo 'connection lost' >&2; exit 1")));

        assertThatThrownBy(() -> make(List.of(operator.recipient())))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.DUMP))
                .hasMessageContaining("connection lost");
        assertThat(filesOfBackups()).isEmpty();
    }

    @Test
    void aDumpThatEndsShortIsNotVerified() throws IOException, BackupException {
        Path real = settings.programs().nearest("pg_dump", 15).file();
        settings = settings(Map.of("PG_BIN_DIR", program("pg_dump", "'%s' \"$@\" | head -c 20000".formatted(real))));
        AgeIdentity ofThisRun = AgeIdentity.generate();
        Manifest manifest = make(List.of(ofThisRun.recipient()));
        settings = settings(Map.of());

        assertThat(proof(manifest, ofThisRun).state()).isEqualTo("failed");
    }

    @Test
    void aFlippedByteOrALostEndIsNotVerified() throws IOException, BackupException {
        AgeIdentity ofThisRun = AgeIdentity.generate();
        Manifest manifest = make(List.of(ofThisRun.recipient()));
        Path file = folder.resolve(manifest.file());
        byte[] whole = Files.readAllBytes(file);

        for (int place : new int[] {0, 100, 300, whole.length / 2, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 1;
            Files.write(file, flipped);
            assertThat(proof(manifest, ofThisRun).state())
                    .as("flipped at " + place)
                    .isEqualTo("failed");
            Files.write(file, Arrays.copyOf(whole, place));
            assertThat(proof(manifest, ofThisRun).state()).as("cut at " + place).isEqualTo("failed");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThat(proof(manifest, ofThisRun).state()).as("longer").isEqualTo("failed");
        Files.write(file, whole);
        assertThat(proof(manifest, ofThisRun).state()).isEqualTo("verified");
    }

    private Manifest.Verification proof(Manifest manifest, AgeIdentity identity) throws BackupException {
        return new BackupVerifier(settings, backups, Clock.systemUTC())
                .verify(manifest, List.of(identity.reader()), Progress.NONE);
    }

    private Manifest make(List<AgeRecipient> recipients) throws BackupException {
        return new Dumper(settings, backups, Clock.systemUTC(), "test")
                .make(UUID.randomUUID(), recipients, recipients, Progress.NONE);
    }

    private List<String> filesOfBackups() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("_backup_"))
                    .toList();
        }
    }

    /** The folder of a program of that name which says the server's version and then does this. */
    private String program(String name, String script) throws IOException {
        String version = database.text("select split_part(current_setting('server_version'), ' ', 1)");
        Path bin = Files.createTempDirectory(folder, "bin");
        Path file = bin.resolve(name);
        Files.writeString(
                file,
                "#!/bin/bash\n[ \"$1\" = --version ] && echo '" + name + " (PostgreSQL) " + version + "' && exit\n"
                        + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return bin.toString();
    }

    private BackupSettings settings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(database.environment());
        variables.put("BACKUP_DIR", folder.toString());
        variables.put("BACKUP_RECIPIENTS", operator.recipient().text());
        variables.putAll(more);
        return BackupSettings.from(new Variables(variables::get));
    }

    private static void sh(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
