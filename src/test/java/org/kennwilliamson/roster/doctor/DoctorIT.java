package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.TerminalProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster doctor} of the packaged program, and what it does without a database. */
@Tag("program")
class DoctorIT {

    /** What doesn't need the database. */
    private static final List<String> WITHOUT = List.of(
            "settings",
            "roles",
            "pg_dump",
            "pg_restore",
            "recipients",
            "backup-dir",
            "backup-key",
            "disk",
            "backups",
            "copies",
            "signing-key",
            "published-keys");

    @TempDir
    static Path folder;

    private static Patient sound;

    @BeforeAll
    static void allIsWell() throws IOException {
        sound = Patient.sound(folder);
    }

    @Test
    void whatIsWellIsOneScreen() {
        String output = sound.found(0, "doctor");

        assertThat(output.lines().filter(line -> !line.startsWith("OK ")))
                .hasSize(4)
                .first()
                .asString()
                .matches("WARN  checksums +off: .*");
        assertThat(output)
                .containsPattern("(?m)^OK    database +PostgreSQL 15\\.\\S+ at 127\\.0\\.0\\.1:\\d+, test_\\w+ as "
                        + "roster_service$")
                .containsPattern("(?m)^      -> stop PostgreSQL, pg_checksums")
                .containsPattern("(?m)^OK    backups +1, the newest verified one \\d+ min old$")
                .doesNotContain("\u001B");
        assertThat(output.lines().count()).isLessThan(38);
        assertThat(output.lines()).allMatch(line -> line.length() <= 160);
    }

    @Test
    void aTerminalHasColoursUnlessSomebodyWantsNone() throws IOException {
        assertThat(onATerminal(sound)).contains("\u001B[32mOK").contains("\u001B[33mWARN");
        assertThat(onATerminal(sound.with("NO_COLOR", "1")))
                .contains("OK    database ", "WARN  checksums ")
                .doesNotContain("\u001B");
    }

    private static String onATerminal(Patient patient) throws IOException {
        try (TerminalProcess terminal = TerminalProcess.start(patient.variables(), "doctor")) {
            assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
            return terminal.shown();
        }
    }

    @Test
    void programsReadJson() {
        Map<String, Finding> findings = sound.printedFindings();

        assertThat(findings).hasSize(34).containsKeys("database", "service-role", "schema", "clock", "backups");
        assertThat(findings.get("schema").remedy()).isNull();
        assertThat(findings.get(Patient.WEAK).remedy()).isNotEmpty();
    }

    @Test
    void misuseIsToldApartFromFailure() {
        assertThat(sound.ended(2, "doctor", "who")).contains("Try 'roster doctor --help'.");
        assertThat(sound.ended(0, "doctor", "--help")).contains("Exits 1 if one is FAIL", "Example: roster doctor");
    }

    @Test
    void withoutADatabaseTheRestIsChecked() {
        away(1);
    }

    @Test
    void aServerThatNeverAnswersIsAsGood() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            away(silent.getLocalPort());
        }
    }

    @Test
    void withoutAnyVariableItSaysWhichOneIsMissing() {
        Patient nothing = new Patient(sound.database(), Map.of());

        Map<String, Finding> findings = nothing.printedFindings();

        assertThat(findings.get("settings").level()).isEqualTo(Level.FAIL);
        assertThat(findings.get("settings").message()).contains("DATABASE_URL is not set");
        assertThat(findings.get("database").message()).isEqualTo("not checked, since a variable is invalid");
        assertThat(findings.get("database").remedy()).isEqualTo("see the line settings");
        assertThat(findings.get("signing-key").message()).contains("nobody can sign in");
    }

    @Test
    void aMistakeInAnyVariableIsFound() {
        sound.with("PORT", "eighty")
                .suffersFrom("settings", Level.FAIL, "PORT must be a port", "docs/configuration.md");
        sound.with("TRUSTED_PROXIES", "10.0.0.0/8,garbage")
                .suffersFrom(
                        "settings",
                        Level.FAIL,
                        "TRUSTED_PROXIES must be addresses or networks",
                        "docs/configuration.md");
        sound.with("TRUSTED_PROXIES", "10.0.0.0/8, ::1").suffersFrom(Patient.WEAK, Level.WARN, "off", "pg_checksums");
        sound.with("AUTH_REFRESH_TTL", "1m")
                .suffersFrom(
                        "settings", Level.FAIL, "must not be shorter than AUTH_ACCESS_TTL", "docs/configuration.md");
        sound.with("MP_JWT_VERIFY_ISSUER", "roster")
                .suffersFrom("settings", Level.FAIL, "must name another issuer", "docs/configuration.md");
        sound.with("MIGRATION_LOCK_TIMEOUT", "soon").printedFindings().forEach((name, finding) -> assertThat(
                        finding.level())
                .as(name)
                .isEqualTo(
                        name.equals("settings")
                                ? Level.FAIL
                                : name.equals("schema") || Patient.ALL_WEAK.contains(name) ? Level.WARN : Level.OK));
    }

    @Test
    void allMistakesAreToldAtOnceAndNoSecretWithThem() {
        Patient patient = sound.with("DATABASE_URL", "postgresql://roster:se-cret@/x?sslmode=of")
                .with("PORT", "eighty")
                .with("BACKUP_RECIPIENTS", "AGE-SECRET-KEY-1QQQQ");

        assertThat(patient.printedFindings().get("settings").message())
                .contains("PORT must be a port", "DATABASE_URL has no host");
        assertThat(patient.found(1, "doctor")).doesNotContain("se-cret", "SECRET-KEY-1QQQQ");
    }

    private static void away(int port) {
        String url = "postgresql://%s:se-cret@127.0.0.1:" + port + "/kennwilliamson";
        Map<String, Finding> findings = sound.with("DATABASE_URL", url.formatted("service"))
                .with("MIGRATION_DATABASE_URL", url.formatted("owner"))
                .with("BACKUP_DATABASE_URL", url.formatted("backup"))
                .printedFindings();

        findings.forEach((name, finding) -> {
            if (name.matches("database(-owner|-backup)?")) {
                assertThat(finding.level()).as(name).isEqualTo(Level.FAIL);
                assertThat(finding.remedy()).as(name).contains("start PostgreSQL", "DATABASE_URL");
            } else if (!WITHOUT.contains(name)) {
                assertThat(finding.level()).as(name).isEqualTo(Level.WARN);
                assertThat(finding.message()).as(name).startsWith("not checked, since the database can't be reached");
                assertThat(finding.remedy()).as(name).startsWith("see the line database");
            } else if (!List.of("backups", "copies").contains(name)) {
                assertThat(finding.level()).as(name).isEqualTo(Level.OK);
            }
        });
        assertThat(findings.get("backups").message())
                .as("of another database")
                .isEqualTo("there is no verified backup");
    }
}
