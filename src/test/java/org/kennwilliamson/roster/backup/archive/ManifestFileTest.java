package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.platform.text.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Manifests of other versions than this one: a backup outlives the program that made it. */
class ManifestFileTest {

    private static final String OLDEST = """
            {
              "format" : 1,
              "id" : "01999f2b-6c00-7000-8000-000000000000",
              "database" : "kennwilliamson",
              "file" : "kennwilliamson_backup_20261122_020000.dump.age",
              "startedAt" : "2026-11-22T02:00:00.123456789Z",
              "finishedAt" : "2026-11-22T02:00:01Z",
              "size" : 46325,
              "sha256" : "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
              "encryption" : "age",
              "recipients" : [ "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudvwm95qj2ql3z" ],
              "versions" : {
                "roster" : "0.1.0",
                "schema" : "20261122193100",
                "postgresql" : "15.8",
                "pgDump" : "15.8"
              },
              "rows" : {
                "public.users" : 20
              },
              "verification" : {
                "state" : "verified",
                "method" : "restore",
                "at" : "2026-11-22T02:00:02Z",
                "rows" : {
                  "public.users" : 20
                },
                "reason" : null
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void oneThatWasWrittenBeforeAFieldWasThereIsRead() throws IOException, BackupException {
        Manifest read = read(OLDEST);

        assertThat(read.startedAt()).isEqualTo(Instant.parse("2026-11-22T02:00:00.123456789Z"));
        assertThat(read.rows()).containsEntry("public.users", 20L).hasSize(1);
        assertThat(read.isVerified()).isTrue();
        assertThat(read.roles()).isEmpty();
    }

    @Test
    void aFieldOfANewerRosterIsPassedOver() throws IOException, BackupException {
        assertThat(read(OLDEST.replace("\"size\" :", "\"compression\" : {\n    \"by\" : \"zstd\"\n  },\n  \"size\" :")))
                .isEqualTo(read(OLDEST));
    }

    @Test
    void whatHasARightDigestButLacksWhatThisRosterMustKnowIsOfANewerOne() {
        assertThatThrownBy(() -> read(OLDEST.replaceFirst(" {2}\"sha256\".*\n", "")))
                .isNotInstanceOf(ManifestFile.BrokenException.class)
                .hasMessageContaining("a newer one wrote it");
        assertThatThrownBy(() -> read(OLDEST.replace("\"format\" : 1", "\"format\" : 2")))
                .hasMessageContaining("a newer one wrote it");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException, BackupException {
        Manifest manifest = read(OLDEST);
        Path file = Files.write(folder.resolve("again.json"), ManifestFile.write(manifest));

        assertThat(ManifestFile.read(file)).isEqualTo(manifest);
    }

    @Test
    void programsReadInAWordWhetherABackupIsVerifiedOrRefuted() throws IOException, BackupException {
        assertThat(ManifestFile.text(read(OLDEST))).contains("\"verified\" : true", "\"refuted\" : false");
    }

    /** With the digest that whoever wrote it has put there. */
    private Manifest read(String document) throws IOException, BackupException {
        String digest = HexFormat.of().formatHex(Sha256.sha256().digest(document.getBytes(StandardCharsets.UTF_8)));
        return ManifestFile.read(Files.writeString(
                folder.resolve("manifest.json"),
                document.replaceFirst("\n}\n$", ",\n  \"digest\" : \"" + digest + "\"\n}\n")));
    }
}
