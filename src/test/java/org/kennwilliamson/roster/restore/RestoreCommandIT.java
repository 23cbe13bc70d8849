package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster restore} of the packaged program, as the operator meets it. */
@Tag("program")
class RestoreCommandIT {

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void thereIsABackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        live = backup.database();
        variables.put("MIGRATION_DATABASE_URL", live.superuserUrl());
    }

    @Test
    void aServiceGoesOnWithWhatWasRestoredAndBackAgain() {
        try (RosterProcess service = RosterProcess.start(live.environment()).ready()) {
            service.as(Token.admin())
                    .contentType("application/json")
                    .body("{\"email\": \"since.the.backup@example.org\"}")
                    .post("/v1/users")
                    .then()
                    .statusCode(201);

            String said =
                    run(0, backup.file().toString(), "--identity", backup.key().toString(), "--swap");

            Ready.until("it serves what was restored", () -> found(service) == 0);
            String undo = said.lines()
                    .filter(line -> line.startsWith("undo       roster restore "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said))
                    .replaceFirst("^undo +roster restore ", "");

            run(0, undo.split(" "));

            Ready.until("it serves what was live", () -> found(service) == 1);
        }
    }

    @Test
    void misuseIsToldApartFromFailure() {
        String file = backup.file().toString();
        assertThat(run(2)).contains("Pass a FILE");
        assertThat(run(2, "--swap")).contains("Pass a FILE");
        assertThat(run(2, "--into", "somewhere")).contains("Pass a FILE");
        assertThat(run(2, file))
                .isEqualTo("roster restore: " + file
                        + " is encrypted: pass --identity KEY\nTry 'roster restore --help'.\n");
        assertThat(run(2, file, "--into", "x".repeat(64))).contains("at most 63 bytes");
        assertThat(run(2, file, "--into", "template1")).contains("template1 is the server's own");
        assertThat(run(2, file, "--into", " ", "--swap")).contains("at most 63 bytes");
        assertThat(run(2, file, "--identity")).startsWith("roster restore: Missing required parameter");
        assertThat(run(2, file, "--force")).startsWith("roster restore: Unknown option: '--force'");
        assertThat(run(2, file, file)).startsWith("roster restore: Unmatched argument at index 2");
        assertThat(run(0, "--help")).contains("Example: roster restore", "--no-manifest");

        assertThat(run(1, folder.resolve("none.dump.age").toString())).hasLineCount(1);
        assertThat(run(1, file, "--identity", file)).hasLineCount(1).contains("is not an age identity file");
        variables.put("MIGRATION_DATABASE_URL", live.superuserUrl().replaceFirst(":[^:]*@", ":wrong@"));
        assertThat(run(1, file, "--identity", backup.key().toString()))
                .contains("password authentication failed")
                .doesNotContain("wrong", "\tat ");
        variables.clear();
        assertThat(run(1, "--into", "somewhere", "--swap"))
                .isEqualTo("roster restore: Neither MIGRATION_DATABASE_URL nor DATABASE_URL is set: "
                        + "where to restore to, and as whom\n");
        assertThat(backup.databases()).isOne();
    }

    @Test
    void aBackupOfAnotherDatabaseIsNotSwappedIntoThatOnesPlace() {
        TestDatabase staging = TestDatabase.fresh();
        variables.put("MIGRATION_DATABASE_URL", staging.superuserUrl());

        assertThat(run(1, backup.file().toString(), "--identity", backup.key().toString(), "--swap"))
                .contains("This is a backup of " + live.name(), "is " + staging.name(), "--into NAME --swap")
                .hasLineCount(1);
        assertThat(backup.databases()).isOne();
    }

    @Test
    void whatIsKilledHalfwayHasRestoredNothing() throws IOException {
        TestDatabase empty = TestDatabase.fresh();
        try (RosterProcess roster = startedAndStuck("--into", empty.name())) {
            assertThat(roster.isAlive()).isTrue();
        }

        Ready.until("nobody is in it", () -> connectedTo(empty.name()) == 0);
        assertThat(empty.number("select count(*) from pg_tables where schemaname = 'public'"))
                .isZero();
        assertThat(live.number("select count(*) from users")).isEqualTo(20);
    }

    @Test
    void whatIsInterruptedLeavesNoDatabaseBehind() throws IOException {
        try (RosterProcess roster = startedAndStuck()) {
            assertThat(backup.databases()).isEqualTo(2);

            roster.terminate();

            assertThat(roster.exitCode()).isNotZero();
        }
        assertThat(backup.databases()).isOne();
    }

    /** In the middle of pg_restore, which waits for the rest for as long as Roster is there. */
    private RosterProcess startedAndStuck(String... more) throws IOException {
        Path halfway = folder.resolve("halfway");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("pg_restore"), """
                #!/bin/bash
                if [[ "$*" == --list* || "$*" == --version ]]; then exec pg_restore "$@"; fi
                { head -c 20000; touch '%s'; tail --pid=$PPID -f /dev/null; } | pg_restore "$@"
                """.formatted(halfway));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        variables.put("PG_BIN_DIR", bin.toString());
        // What a kill leaves behind goes with the test's folder.
        variables.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
        RosterProcess roster = RosterProcess.start(
                variables,
                all(Stream.concat(
                        Stream.of(
                                backup.file().toString(),
                                "--identity",
                                backup.key().toString()),
                        Stream.of(more))));
        Ready.until("pg_restore is halfway", () -> Files.exists(halfway));
        return roster;
    }

    private long connectedTo(String database) {
        return live.number("select count(*) from pg_stat_activity where datname = '" + database + "'");
    }

    private static int found(RosterProcess service) {
        var answer = service.as(Token.admin()).get("/v1/users?email=since.the.backup@example.org");
        return answer.statusCode() == 200 ? answer.jsonPath().getList("items").size() : -1;
    }

    private String run(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, all(Stream.of(arguments)))) {
            return code == 0 ? roster.printed(0) : roster.ended(code);
        }
    }

    private static String[] all(Stream<String> arguments) {
        return Stream.concat(Stream.of("restore"), arguments).toArray(String[]::new);
    }
}
