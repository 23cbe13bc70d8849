package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Document;
import org.kennwilliamson.roster.testing.OperationsDocument;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** The walks of the README and docs/operations.md that begin with an empty PostgreSQL, one after another as they stand there. */
@Tag("program")
class WalksIT {

    private static final String EMAIL = "you@example.org";

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private EmbeddedServer server;

    @BeforeEach
    void anEmptyPostgresqlAndACheckout() throws IOException {
        Path noScripts = Files.createDirectory(folder.resolve("no-scripts"));
        server = EmbeddedServer.start(
                folder.resolve("server"),
                noScripts,
                Map.of("fsync", "off", "shared_preload_libraries", "pg_stat_statements"));
        Files.createSymbolicLink(
                folder.resolve("init-scripts"), Path.of("init-scripts").toAbsolutePath());
        Files.writeString(folder.resolve("password.txt"), "nine-geese-over-the-dam\n");
        variables.putAll(Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(server.port()),
                "PGUSER",
                "postgres",
                "PGPASSWORD",
                password()));
    }

    @AfterEach
    void thePostgresqlGoes() {
        server.delete();
    }

    @Test
    void fromTheFirstInstallationToTheNextMachine() throws IOException, InterruptedException {
        String installed = install();
        assertThat(installed).contains("Applied 20261122193100", "Created " + EMAIL, "verified", "OK    administrator");

        try (RosterProcess roster = RosterProcess.start(settings()).ready()) {
            signIn(roster, "nine-geese-over-the-dam", 201);
            String daily = with(
                    OperationsDocument.commands("Daily life").get(0).replace(":9000", ":" + roster.managementPort()));
            assertThat(daily).contains("\"UP\"", "verified", "applied");

            Files.writeString(folder.resolve("password.txt"), "four-swans-under-the-bridge\n");
            assertThat(with(OperationsDocument.commands("A lost password").get(0)))
                    .contains("Set the password of " + EMAIL);
            signIn(roster, "nine-geese-over-the-dam", 401);
            signIn(roster, "four-swans-under-the-bridge", 201);
        }

        List<String> migration = OperationsDocument.commands("A bad migration");
        assertThat(with(migration.get(0))).contains("Nothing differs");
        assertThat(with(migration.get(1))).contains("Reverted V" + Schema.newest(), "pending");
        with("roster migrate run");

        List<String> keys = OperationsDocument.commands("A lost key");
        with(keys.get(0));
        assertThat(folder.resolve("mailer.token")).content().startsWith("ey");
        with(keys.get(1) + "roster backup verify \"$(ls -t backups/*.age | head -n 1)\" --identity new.key");

        assertThat(with(OperationsDocument.commands("Moving to another machine").get(0)))
                .contains("verified");
    }

    @Test
    void theReadmesInstallationServesAndIsBackedUp() throws IOException, InterruptedException {
        List<String> installation = Document.README.commands("Run it on a database of yours");
        String settings = installation.get(3).replace("ADMIN_PASSWORD=…", "ADMIN_PASSWORD=nine-geese-over-the-dam");
        assertThat(settings).endsWith("\nroster\n");
        bash(installation.get(1) + installation.get(2) + saved(settings.replaceFirst("roster\n$", "")));

        try (RosterProcess roster = RosterProcess.start(settings()).ready()) {
            List<String> backups = Document.README.commands("Back it up");
            String recipient = bash(backups.get(0)).strip();
            String values = "ROSTER_BACKUP_PASSWORD=of-a-test at=127.0.0.1:5432/kennwilliamson\n";
            assertThat(with(values + saved(backups.get(1).replace("age1…", recipient))))
                    .contains("verified");

            variables.put("MANAGEMENT_PORT", Integer.toString(roster.managementPort()));
            List<String> questions = Document.README.commands("Ask it how it is");
            assertThat(with(questions.get(0))).contains("OK    administrator").doesNotContain("FAIL");
            signIn(roster, "nine-geese-over-the-dam", 201);
        }
    }

    private String install() throws IOException, InterruptedException {
        List<String> blocks = OperationsDocument.commands("First installation");
        String recipient = bash(blocks.get(1)).strip();
        return bash(String.join("\n", blocks.get(0), saved(blocks.get(2).replace("age1…", recipient)), blocks.get(3)));
    }

    /** The settings stay in a file, as a service's do. */
    private static String saved(String settings) {
        return settings
                + "env | grep -E '^(DATABASE_URL|MIGRATION_DATABASE_URL|BACKUP_.*|AUTH_.*|ADMIN_.*)=' > settings\n";
    }

    private Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("settings"))) {
            String[] parts = line.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        for (String file : List.of("AUTH_SIGNING_KEY", "BACKUP_DIR")) {
            settings.computeIfPresent(file, (name, path) -> folder.resolve(path).toString());
        }
        return settings;
    }

    private String with(String commands) throws IOException, InterruptedException {
        return bash("set -a; source ./settings; set +a\n" + commands);
    }

    private static void signIn(RosterProcess roster, String password, int status) {
        roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", EMAIL, "password", password))
                .post("/v1/sessions")
                .then()
                .statusCode(status);
    }

    private String bash(String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        String roster = RosterProcess.program().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "roster() { ", " \"$@\"; }\n"));
        String script = commands.replace("=…", "=of-a-test").replace("127.0.0.1:5432", "127.0.0.1:" + server.port());
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", roster + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("PG") || name.endsWith("DATABASE_URL"));
        bash.environment().putAll(variables);
        int code = bash.start().waitFor();
        String said = Files.readString(output);
        assertThat(code).as(script + said).isZero();
        return said;
    }

    private String password() {
        String encoded = server.superuserUrl("postgres").replaceFirst("^[^:]*://[^:]*:([^@]*)@.*$", "$1");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
