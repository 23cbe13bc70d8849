package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies by the packaged program's commands, to a restore from the other place. */
@Tag("program")
class CopyReportIT {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    private Path here;
    private Path there;
    private Path key;

    @BeforeEach
    void thereIsAKeyAndAnotherPlace() throws IOException {
        new Schema(database).migrate();
        here = folder.resolve("backups");
        there = Files.createDirectory(folder.resolve("other disk"));
        key = folder.resolve("operator.key");
        variables.put("BACKUP_DIR", here.toString());
        variables.put("BACKUP_RECIPIENTS", run(0, "keygen", key.toString()).strip());
        variables.put("BACKUP_COPY_URL", url());
    }

    @Test
    void aBackupIsCopiedListedVerifiedAndRestoredFromThere() throws IOException {
        assertThat(run(0, "create")).contains(" verified ").hasLineCount(1);
        String file = name(here);

        assertThat(run(0, "list", "--copies")).contains("STARTED", "verified", file);
        assertThat(run(0, "copy", "--missing")).isEmpty();
        assertThat(run(0, "copy", here.resolve(file).toString())).isEqualTo("OK    " + file + "\n");
        assertThat(run(0, "verify", url() + "/" + file, "--identity", key.toString()))
                .isEqualTo("OK    " + file + "\n");

        variables.put("BACKUP_DIR", folder.resolve("lost").toString());
        assertThat(run(0, "list", "--copies")).contains(file);
        variables.put("MIGRATION_DATABASE_URL", database.superuserUrl());
        String restored = database.name() + "_again";
        try (RosterProcess roster = RosterProcess.start(
                variables, "restore", url() + "/" + file, "--identity", key.toString(), "--into", restored)) {
            assertThat(roster.printed(0)).contains(restored);
        }
        assertThat(database.number("select count(*) from pg_database where datname = '" + restored + "'"))
                .isOne();
    }

    @Test
    void whatIsMissingThereIsToldAndMadeUp() throws IOException {
        variables.remove("BACKUP_COPY_URL");
        run(0, "create");
        assertThat(error("copy", "--missing"))
                .contains("BACKUP_COPY_URL is not set")
                .hasLineCount(1);
        assertThat(error("list", "--copies"))
                .contains("BACKUP_COPY_URL is not set")
                .hasLineCount(1);
        variables.put("BACKUP_COPY_URL", url());
        String file = name(here);

        assertThat(error("list", "--copies"))
                .isEqualTo("roster backup list: " + file + " has no good copy in " + url() + "\n");
        assertThat(run(0, "copy", "--missing")).isEqualTo("OK    " + file + "\n");
        run(0, "list", "--copies");

        byte[] bytes = Files.readAllBytes(there.resolve(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(there.resolve(file), bytes);
        assertThat(run(1, "verify", url() + "/" + file)).startsWith("FAIL");
        assertThat(error("list", "--copies")).contains(file + " has no good copy in " + url());
        assertThat(run(0, "copy", "--missing")).isEqualTo("OK    " + file + "\n");
        assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
    }

    @Test
    void aCopyThatFailsIsToldByCreateAndCopyAndCostsNoBackup() throws IOException {
        Files.delete(there);

        try (RosterProcess roster = RosterProcess.start(variables, all("create"))) {
            assertThat(roster.printed(1)).contains(" verified ");
            assertThat(roster.errors()).contains("could not be copied: BACKUP_COPY_URL " + url() + " can't be used");
        }

        String file = name(here);
        assertThat(run(0, "list")).contains("verified").contains(file);
        assertThat(run(1, "copy", here.resolve(file).toString())).startsWith("FAIL  " + file + " has no good copy: ");
        assertThat(there).doesNotExist();
    }

    @Test
    void whatCannotBeMeantChangesNothing() {
        assertThat(misuse("copy")).contains("Pass either a FILE or --missing");
        assertThat(misuse("copy", "a", "--missing")).contains("Pass either a FILE or --missing");
        assertThat(error("copy", folder.resolve("a.dump.age").toString())).contains("is not in BACKUP_DIR, which is");
        assertThat(error("copy", "/")).contains("/ is not in BACKUP_DIR, which is");
        variables.put("BACKUP_COPY_URL", "sftp://me:se.cret@nas/backups");
        try (RosterProcess service = RosterProcess.start(variables)) {
            assertThat(service.ended(1)).isEqualTo("BACKUP_COPY_URL must be file:///directory or s3://bucket/prefix\n");
        }
        assertThat(there).isEmptyDirectory();
    }

    private String url() {
        return "file://" + there.toString().replace(" ", "%20");
    }

    private static String name(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".dump.age"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String run(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(arguments))) {
            return roster.printed(code);
        }
    }

    private String error(String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(arguments))) {
            roster.printed(1);
            return roster.errors();
        }
    }

    private String misuse(String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(arguments))) {
            return roster.ended(2);
        }
    }

    private static String[] all(String... arguments) {
        return Stream.concat(Stream.of("backup"), List.of(arguments).stream()).toArray(String[]::new);
    }
}
