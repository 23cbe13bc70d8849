package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A Roster whose database, backups and keys are as they should be, until a test breaks something. */
record Patient(TestDatabase database, Map<String, String> variables) {

    /** The tests' server has no checksums. */
    static final String WEAK = "checksums";

    /** And unless the schedule is off, the backups should be in another place, too. */
    static final List<String> ALL_WEAK = List.of(WEAK, "copies");

    private static final String ADMINISTRATOR = """
            with admin as (insert into users (email) values ('a@example.org') returning id)
            insert into user_roles (user_id, role_id) select admin.id, roles.id from admin, roles where name = 'admin'""";

    static Patient sound(Path place) throws IOException {
        TestDatabase database = TestDatabase.fresh();
        new Schema(database).migrate();
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.remove("BACKUP_SCHEDULE");
        variables.put("BACKUP_DIR", Files.createTempDirectory(place, "backups").toString());
        Patient patient = new Patient(database, variables);
        patient.execute("roster_owner", ADMINISTRATOR);
        assertThat(patient.found(0, "backup", "create")).contains("verified");
        return patient;
    }

    /** The same with another value of a variable; null takes it away. */
    Patient with(String variable, String value) {
        Map<String, String> others = new HashMap<>(variables);
        if (value == null) {
            others.remove(variable);
        } else {
            others.put(variable, value);
        }
        return new Patient(database, others);
    }

    /** All findings by their names. */
    Map<String, Finding> findings() {
        List<Finding> all = Doctor.examine(new Variables(variables::get), Clock.systemUTC());
        assertThat(passwords()).noneMatch(all.toString()::contains);
        return byName(all.stream());
    }

    /** The same as the program prints them; the exit code is as they are. */
    Map<String, Finding> printedFindings() {
        try (RosterProcess roster = RosterProcess.start(variables, "doctor", "--json")) {
            int code = roster.exitCode();
            List<Map<String, String>> all = JsonPath.from(roster.output()).getList("");
            Map<String, Finding> findings = byName(all.stream()
                    .map(each -> new Finding(
                            each.get("name"),
                            Level.valueOf(each.get("level")),
                            each.get("message"),
                            each.get("remedy"))));
            boolean failed = findings.values().stream().anyMatch(finding -> finding.level() == Level.FAIL);
            assertThat(code).isEqualTo(failed ? 1 : 0);
            assertThat(roster.errors()).isEmpty();
            assertThat(passwords()).noneMatch(roster.output()::contains);
            return findings;
        }
    }

    /** Exactly this line says so, and what to do about it; all others are well. */
    void suffersFrom(String name, Level level, String message, String remedy) {
        Map<String, Finding> findings = findings();
        Finding found = findings.get(name);
        assertThat(found.message()).as(name).contains(message);
        assertThat(found.remedy()).as(name).contains(remedy);
        assertThat(found.level()).as(found.message()).isEqualTo(level);
        assertThat(findings.values())
                .filteredOn(finding -> finding.level() != Level.OK)
                .extracting(Finding::name)
                .filteredOn(weak -> weak.equals(name) || !ALL_WEAK.contains(weak))
                .containsExactly(name);
    }

    /** What is on standard output, whatever comes of it. */
    String found(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, arguments)) {
            return roster.printed(code);
        }
    }

    /** What a command says that has nothing for the other stream. */
    String ended(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(variables, arguments)) {
            return roster.ended(code);
        }
    }

    /** Does this as {@code postgres} or one of Roster's roles. */
    void execute(String role, String... statements) {
        try (Connection connection = database.connectAs(role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Finding> byName(Stream<Finding> findings) {
        return findings.collect(Collectors.toMap(Finding::name, Function.identity()));
    }

    private List<String> passwords() {
        return Stream.of("DATABASE_URL", "MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL")
                .filter(variables::containsKey)
                .map(name -> variables.get(name).replaceFirst("^[^:]*://[^:]*:([^@]*)@.*$", "$1"))
                .toList();
    }
}
