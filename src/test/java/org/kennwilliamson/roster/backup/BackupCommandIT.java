package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TerminalProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster backup …} of the packaged program, as the operator meets it. */
@Tag("program")
class BackupCommandIT {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    private Path key;

    @BeforeEach
    void thereIsAKey() {
        new Schema(database).migrate();
        key = folder.resolve("operator.key");
        variables.put("BACKUP_DIR", folder.resolve("backups").toString());
        variables.put("BACKUP_RECIPIENTS", succeeds("keygen", key.toString()).strip());
    }

    @Test
    void aKeyIsForItsOwnerAloneAndNeverOverwritten() throws IOException {
        String secret = Files.readString(key);

        String refusal = fails("keygen", key.toString());

        assertThat(refusal).contains("exists already").hasLineCount(1);
        assertThat(Files.readString(key)).isEqualTo(secret).contains("AGE-SECRET-KEY-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(variables.get("BACKUP_RECIPIENTS")).matches("age1[0-9a-z]{58}");
    }

    @Test
    void aBackupIsMadeProvedListedAndReadBackWithTheKey() {
        try (RosterProcess roster = RosterProcess.start(variables, "backup", "create")) {
            assertThat(roster.printed(0)).contains(" verified ", ".dump.age").hasLineCount(1);
            assertThat(roster.errors()).containsSubsequence("dumping", "publishing", "proving", "pruning");
        }

        assertThat(succeeds("list")).contains("STARTED").contains("verified").contains(".dump.age");
        assertThat(succeeds("verify")).startsWith("OK ");
        assertThat(succeeds("verify", "--identity", key.toString())).startsWith("OK ");
    }

    @Test
    void whatIsDoneWithKeysAndFilesIsWrittenDown() throws IOException {
        succeeds("create");
        succeeds("verify", "--identity", key.toString());
        Path file = backups(".dump.age").get(0);
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        finds("verify", file.toString(), "--identity", key.toString());

        assertThat(database.text("select after ->> 'recipient' from audit_events where action = 'backup.key-created'"))
                .isEqualTo(variables.get("BACKUP_RECIPIENTS"));
        assertThat(database.text("""
                        select string_agg(concat_ws(' ', actor, action, after ->> 'file'), ', ' order by id)
                        from audit_events where action in ('backup.read-back', 'backup.refuted')"""))
                .isEqualTo(
                        "operator backup.read-back %1$s, operator backup.refuted %1$s".formatted(file.getFileName()));
    }

    @Test
    void aFileIsReadBackWhereTheKeyIsWithoutAnyVariable() throws IOException {
        succeeds("create");
        variables.clear();

        String file = backups(".dump.age").get(0).toString();
        try (RosterProcess roster =
                RosterProcess.start(variables, "backup", "verify", file, "--identity", key.toString())) {
            assertThat(roster.printed(0)).startsWith("OK ").hasLineCount(1);
            assertThat(roster.errors()).isEqualTo("No audit event was written: DATABASE_URL is not set\n");
        }
    }

    @Test
    void whereThereIsNoBackupNoneIsWhole() throws IOException {
        Path nowhere = folder.resolve("not-mounted");
        variables.put("BACKUP_DIR", nowhere.toString());
        assertThat(finds("verify")).isEqualTo("FAIL  There is no backup in " + nowhere + "\n");
        assertThat(succeeds("prune", "--dry-run")).isEmpty();
        assertThat(nowhere).doesNotExist();

        Files.writeString(nowhere, "no folder");
        assertThat(fails("verify")).contains(nowhere + " can't be used").hasLineCount(1);
        assertThat(fails("list")).contains(nowhere + " can't be used").hasLineCount(1);
    }

    @Test
    void aTerminalShowsHowFarItIsAgainstTheLastSize() throws IOException {
        succeeds("create");
        try (TerminalProcess terminal = TerminalProcess.start(variables, "backup create")) {
            assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
            assertThat(terminal.shown())
                    .containsPattern("\rdumping +\\[#* *] +\\d+% ")
                    .contains(".dump.age");
        }
    }

    @Test
    void programsReadJson() {
        JsonPath manifest = JsonPath.from(succeeds("create", "--json"));

        assertThat(manifest.getString("verification.state")).isEqualTo("verified");
        assertThat(manifest.getMap("rows")).isEqualTo(manifest.getMap("verification.rows"));
        assertThat(JsonPath.from(succeeds("list", "--json")).getList("id")).containsExactly(manifest.getString("id"));
    }

    @Test
    void anotherKeyOpensNothingAndADamagedFileIsNamed() throws IOException {
        succeeds("create");
        Path other = folder.resolve("other.key");
        succeeds("keygen", other.toString());
        Path dump = backups(".dump.age").get(0);

        assertThat(finds("verify", dump.toString(), "--identity", other.toString()))
                .contains("FAIL")
                .contains(dump.getFileName().toString());

        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump, bytes);
        assertThat(finds("verify")).startsWith("FAIL").contains("is not the file that its manifest describes");
        assertThat(finds("verify", "--identity", key.toString())).startsWith("FAIL");
    }

    @Test
    void aManifestThatWasTouchedIsNoBackup() throws IOException {
        succeeds("create");
        Path manifest = backups(".json").get(0);
        Files.writeString(manifest, Files.readString(manifest).replace("\"size\"", "\"size\" "));

        try (RosterProcess roster = RosterProcess.start(variables, "backup", "list")) {
            assertThat(roster.printed(1)).startsWith("STARTED ").hasLineCount(1);
            assertThat(roster.errors())
                    .startsWith("roster backup list: ")
                    .contains("is not the manifest that Roster wrote")
                    .hasLineCount(1);
        }
        assertThat(finds("verify")).startsWith("FAIL").contains("is not the manifest that Roster wrote");
        assertThat(fails("verify", manifest.toString())).contains("is not the manifest that Roster wrote");
    }

    @Test
    void withoutAValidRecipientNothingIsWritten() throws IOException {
        for (String recipients : List.of("", "age1nonsense", "AGE-SECRET-KEY-1QQQQ")) {
            variables.put("BACKUP_RECIPIENTS", recipients);

            assertThat(fails("create"))
                    .contains("BACKUP_RECIPIENTS")
                    .doesNotContain("SECRET-KEY")
                    .hasLineCount(1);
        }
        assertThat(backups("")).isEmpty();
    }

    private List<Path> backups(String ending) throws IOException {
        Path backups = folder.resolve("backups");
        if (!Files.exists(backups)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.filter(file -> file.getFileName().toString().contains("_backup_"))
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private String succeeds(String... arguments) {
        return run(0, arguments);
    }

    private String fails(String... arguments) {
        return run(1, arguments);
    }

    /** Does what it was asked, and has bad news. */
    private String finds(String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(arguments))) {
            return roster.printed(1);
        }
    }

    private String run(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(arguments))) {
            return code == 0 ? roster.printed(0) : roster.ended(code);
        }
    }

    private static String[] all(String... arguments) {
        return Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new);
    }
}
