package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.S3Proxy;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies in a bucket by the packaged program's commands, to a restore on a machine that has nothing else. */
@Tag("program")
class CopyReportS3IT {

    private static final String PLACE = "s3://" + S3Proxy.BUCKET + "/roster";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    private S3Proxy server;
    private Path here;
    private Path key;

    @BeforeEach
    void thereIsAKeyAndABucket() {
        server = S3Proxy.start(folder.resolve("s3"));
        new Schema(database).migrate();
        here = folder.resolve("backups");
        key = folder.resolve("operator.key");
        variables.put("BACKUP_DIR", here.toString());
        variables.put("BACKUP_RECIPIENTS", run(0, "keygen", key.toString()).strip());
        variables.put("BACKUP_COPY_URL", PLACE);
        variables.put("BACKUP_COPY_ENDPOINT", server.endpoint());
        variables.put("BACKUP_COPY_PATH_STYLE", "on");
        variables.put("AWS_ACCESS_KEY_ID", S3Proxy.KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", S3Proxy.KEY);
    }

    @AfterEach
    void noServer() {
        server.close();
    }

    @Test
    void aBackupIsCopiedListedVerifiedAndRestoredFromThere() throws IOException {
        assertThat(run(0, "create")).contains(" verified ").hasLineCount(1);
        String file = archive();
        assertThat(run(0, "list", "--copies")).contains("STARTED", "verified", file);
        assertThat(run(0, "copy", here.resolve(file).toString())).isEqualTo("OK    " + file + "\n");

        Path empty = folder.resolve("another machine");
        variables.put("BACKUP_DIR", empty.toString());
        variables.remove("BACKUP_COPY_URL");
        String url = PLACE + "/" + file;
        assertThat(run(0, "verify", url)).isEqualTo("OK    " + file + "\n");
        assertThat(run(0, "verify", url.replace(".dump.age", ".json"), "--identity", key.toString()))
                .isEqualTo("OK    " + file + "\n");
        variables.put("MIGRATION_DATABASE_URL", database.superuserUrl());
        String restored = database.name() + "_again";
        try (RosterProcess roster =
                RosterProcess.start(variables, "restore", url, "--identity", key.toString(), "--into", restored)) {
            assertThat(roster.printed(0)).contains(restored);
            assertThat(roster.errors()).startsWith("fetching\n");
        }
        assertThat(database.number("select count(*) from pg_database where datname = '" + restored + "'"))
                .isOne();
        assertThat(empty).as("what was fetched is gone").isEmptyDirectory();
    }

    @Test
    void whatIsNoBackupThereIsNotRestored() throws IOException {
        run(0, "create");
        String file = archive();
        Path stored = server.file("roster/" + file);
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);
        variables.put("MIGRATION_DATABASE_URL", database.superuserUrl());
        String[] restore = {
            "restore", PLACE + "/" + file, "--identity", key.toString(), "--into", database.name() + "_again"
        };

        assertThat(run(1, "verify", PLACE + "/" + file)).startsWith("FAIL  ").hasLineCount(1);
        assertThat(ended(1, restore)).contains(file + " is damaged");
        Files.delete(stored);
        assertThat(ended(1, restore)).isEqualTo("roster restore: " + PLACE + " has no " + file + "\n");
        variables.put("AWS_SECRET_ACCESS_KEY", "another");
        assertThat(ended(1, restore))
                .startsWith("roster restore: " + PLACE + "/" + file
                        + " can't be fetched: the store answers 403 SignatureDoesNotMatch (")
                .hasLineCount(1);
        assertThat(ended(2, "restore", PLACE + "/" + file)).contains(" is encrypted: pass --identity KEY");

        assertThat(database.number("select count(*) from pg_database where datname = '" + database.name() + "_again'"))
                .isZero();
        assertThat(names()).noneMatch(name -> name.startsWith(".fetched"));
    }

    private String archive() throws IOException {
        return names().stream()
                .filter(name -> name.endsWith(".dump.age"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(here)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String run(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(
                variables,
                Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new))) {
            return roster.printed(code);
        }
    }

    private String ended(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, arguments)) {
            roster.printed(code);
            return roster.errors();
        }
    }
}
