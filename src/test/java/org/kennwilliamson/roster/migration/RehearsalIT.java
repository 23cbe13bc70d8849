package org.kennwilliamson.roster.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster migrate rehearse} of the packaged program. */
@Tag("program")
class RehearsalIT {

    private static final String BEFORE_SESSIONS = "20261122190000";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Schema schema = new Schema(database);
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void whatIsPendingIsTriedForwardAndBackOnACopy() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        asOwner("insert into users (email) values ('ada@example.org')");
        String before = schema.dump();

        assertThat(run(0, "migrate", "rehearse"))
                .contains("create table sessions")
                .contains("20261122193000  ShareRowExclusiveLock on users ")
                .contains("Forward: " + Schema.versionsAfter(BEFORE_SESSIONS).size() + " migrations in ")
                .contains("Nothing differs");

        assertThat(schema.dump()).isEqualTo(before);
        assertThat(run(0, "migrate", "info")).contains("pending");
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void aBackupIsACopyToo() {
        schema.migrateTo(BEFORE_SESSIONS);
        String key = folder.resolve("key").toString();
        variables.put("BACKUP_RECIPIENTS", run(0, "backup", "keygen", key).strip());
        variables.put("BACKUP_DIR", folder.toString());
        String file = folder.resolve(
                        JsonPath.from(run(0, "backup", "create", "--json")).getString("file"))
                .toString();

        JsonPath report = JsonPath.from(run(0, "migrate", "rehearse", "--from", file, "--identity", key, "--json"));

        assertThat(report.getList("migrations")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(report.getList("differences")).isEmpty();
        assertThat(report.getList("statements.version")).contains("20261122193000", "20261122193100");
        assertThat(run(1, "migrate", "rehearse", "--from", file)).contains("is encrypted: pass --identity KEY");
        assertThat(run(2, "migrate", "rehearse", "--identity", key))
                .startsWith("roster migrate rehearse: ")
                .contains("pass --from");
    }

    @Test
    void aRuleThatNobodyCheckedIsADifference() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        asOwner("alter table users add constraint has_a_name check (display_name <> '') not valid");

        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "rehearse")) {
            assertThat(roster.printed(1))
                    .contains("DIFFERS  The constraint is not validated: users: has_a_name")
                    .doesNotContain("Nothing differs");
        }
        try (RosterProcess roster = RosterProcess.start(variables, "migrate", "rehearse", "--json")) {
            assertThat(JsonPath.from(roster.printed(1)).getList("differences"))
                    .containsExactly("The constraint is not validated: users: has_a_name");
        }
    }

    @Test
    void whatCantBeCopiedIsNamed() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create function mine(float8) returns float8 language internal strict as 'dsin'");
            statement.execute("create table filler as select repeat('x', 100) from generate_series(1, 400000)");
            statement.execute("grant select on filler to roster_backup");
        }

        assertThat(run(0, "migrate", "rehearse"))
                .contains(
                        "Not in the copy, since a plain role can't restore it: function public.mine(double precision)");
        assertThat(JsonPath.from(run(0, "migrate", "rehearse", "--json")).getList("notCopied"))
                .containsExactly("function public.mine(double precision)");
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void whatWouldFailIsKnownBefore() throws SQLException {
        schema.migrateTo(BEFORE_SESSIONS);
        asOwner("create index sessions_user_id_idx on user_roles (user_id)");

        assertThat(run(1, "migrate", "rehearse"))
                .contains("V20261122193000__create_sessions_table.sql, line ", "already exists");
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void whereNothingIsPendingNothingDiffers() {
        schema.migrate();

        assertThat(run(0, "migrate", "rehearse"))
                .contains("Forward: 0 migrations")
                .contains("Nothing differs");
    }

    private long scratchDatabases() {
        return database.number("""
                select count(*) from pg_database where datname like 'roster_proof_'
                    || lpad(to_hex((select oid from pg_database where datname = '%s')::bigint), 8, '0') || '%%'
                """.formatted(database.name()));
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private String run(int code, String... arguments) {
        try (RosterProcess roster =
                RosterProcess.start(variables, Stream.of(arguments).toArray(String[]::new))) {
            return code == 0 ? roster.printed(0) : roster.ended(code);
        }
    }
}
