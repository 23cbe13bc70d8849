package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.migration.Undo;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code roster doctor} finds in the database. */
@Tag("program")
class DoctorDatabaseIT {

    private static final String SUPERUSER = "postgres";

    @TempDir
    static Path folder;

    private static Patient patient;

    private String remedy;

    @BeforeAll
    static void allIsWell() throws IOException {
        patient = Patient.sound(folder);
    }

    @BeforeEach
    void nothingIsToBeMended() {
        remedy = null;
    }

    @AfterEach
    void whatWasBrokenIsMended() {
        if (remedy != null) {
            patient.execute(SUPERUSER, remedy.split(";"));
        }
    }

    @Test
    void aWrongPasswordIsTheBusinessOfItsVariable() {
        String wrong = patient.variables().get("BACKUP_DATABASE_URL").replaceFirst(":[^:@]*@", ":wr0ng@");

        Map<String, Finding> findings =
                patient.with("BACKUP_DATABASE_URL", wrong).findings();

        assertThat(findings.get("database-backup").level()).isEqualTo(Level.FAIL);
        assertThat(findings.get("database-backup").message()).contains("password authentication failed");
        assertThat(findings.get("database-backup").remedy()).contains("correct the password in BACKUP_DATABASE_URL");
        assertThat(findings.get("backup-role").message()).contains("not checked, since the database can't be reached");
        assertThat(findings.get("database").level()).isEqualTo(Level.OK);
    }

    @Test
    void anotherDatabaseIsNotTheServices() {
        Map<String, Finding> findings = patient.with(
                        "MIGRATION_DATABASE_URL", TestDatabase.fresh().ownerUrl())
                .findings();

        assertThat(findings.get("database-owner").level()).isEqualTo(Level.FAIL);
        assertThat(findings.get("database-owner").remedy()).contains("MIGRATION_DATABASE_URL", "as DATABASE_URL");
        assertThat(findings.get("schema").level()).isEqualTo(Level.WARN);
        assertThat(findings.get("schema").remedy()).contains("roster migrate run");
    }

    @Test
    void oneRoleForAllIsWeaker() {
        Map<String, Finding> findings =
                patient.with("DATABASE_URL", patient.database().ownerUrl()).findings();

        assertThat(findings.get("roles").level()).isEqualTo(Level.WARN);
        assertThat(findings.get("roles").remedy()).contains("init-scripts/10-roles.sql");
        assertThat(findings.get("service-role").message()).contains("may create tables", "owns tables");
        assertThat(findings.get("audit-trail").message()).contains("delete, truncate, update");
        assertThat(findings.values()).noneMatch(finding -> finding.level() == Level.FAIL);
    }

    @Test
    void aServiceThatMayMakeTables() {
        broken("grant create on schema public to roster_service", "revoke create on schema public from roster_service");
        patient.suffersFrom("service-role", Level.WARN, "may create tables", "init-scripts/10-roles.sql");
    }

    @Test
    void aServiceThatMayMakeDatabases() {
        broken("alter role roster_service createdb", "alter role roster_service nocreatedb");
        patient.suffersFrom("service-role", Level.WARN, "may create databases", "init-scripts/10-roles.sql");
    }

    @Test
    void aServiceThatMayNotAddUsers() {
        broken("revoke insert on users from roster_service", "grant insert on users to roster_service");
        patient.suffersFrom("service-rights", Level.FAIL, "lacks insert on users", "roster migrate run");
    }

    @Test
    void aServiceThatMayRemoveWhatItDid() {
        String partition = patient.database()
                .text("select inhrelid::regclass from pg_inherits where inhparent = 'audit_events'::regclass limit 1");
        broken(
                "grant delete on " + partition + " to roster_service",
                "revoke delete on " + partition + " from roster_service");
        patient.suffersFrom("audit-trail", Level.WARN, "may delete what is in it", "revoke update, delete, truncate");
    }

    @Test
    void aTableOfSomebodyElses() {
        broken("alter table sign_in_failures owner to postgres", "alter table sign_in_failures owner to roster_owner");
        patient.suffersFrom("owner-role", Level.FAIL, "doesn't own sign_in_failures", "alter … owner to roster_owner");
    }

    @Test
    void aBackupRoleThatReadsNotEverything() {
        broken("revoke pg_read_all_data from roster_backup", "grant pg_read_all_data to roster_backup");
        patient.suffersFrom("backup-role", Level.FAIL, "can't read public.", "grant pg_read_all_data to roster_backup");
    }

    @Test
    void rowsThatAreHiddenFromTheBackupRole() {
        broken(
                "create table hidden (id int); alter table hidden owner to roster_owner;"
                        + " alter table hidden enable row level security;"
                        + " alter role roster_backup nobypassrls",
                "alter role roster_backup bypassrls; drop table hidden");
        patient.suffersFrom(
                "backup-role",
                Level.FAIL,
                "can't read the rows that row security hides in public.hidden: no backup succeeds",
                "alter role roster_backup bypassrls");
    }

    @Test
    void aLargeObjectThatTheBackupRoleMayNotRead() {
        broken("select lo_from_bytea(4711, 'x')", "select lo_unlink(4711)");
        patient.suffersFrom(
                "backup-role",
                Level.FAIL,
                "can't read the large object 4711",
                "grant select on large object 4711 to roster_backup");
    }

    @Test
    void whatNoVerificationRestoresAndWhatIsInNoBackup() {
        assertThat(patient.findings().get("backup-role").message())
                .isEqualTo("roster_backup reads everything, and may create databases; not verified: extension"
                        + " pg_stat_statements");
        broken(
                "create publication everything for all tables;"
                        + " create subscription far connection 'host=192.0.2.1' publication p with (connect = false)",
                "alter subscription far set (slot_name = none); drop subscription far; drop publication everything");
        patient.suffersFrom(
                "backup-role",
                Level.WARN,
                "in no backup, since only a superuser's pg_dump reads it: subscription far; in the backups, but in no"
                        + " verification, nor what needs it: publication everything",
                "the drill, as superuser, restores the rest");
    }

    @Test
    void aBackupRoleThatCanProveNothing() {
        broken("alter role roster_backup nocreatedb", "alter role roster_backup createdb");
        patient.suffersFrom("backup-role", Level.FAIL, "may not create databases", "alter role roster_backup createdb");
        assertThat(patient.with("BACKUP_VERIFY", "decrypt")
                        .findings()
                        .get("backup-role")
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void aSchemaThatIsBehind() throws SQLException {
        try (Connection owner = patient.database().connectAs("roster_owner")) {
            Undo undo = new Undo(owner);
            undo.revert(undo.last().orElseThrow());
        }
        patient.suffersFrom("schema", Level.WARN, "pending: 2", "roster migrate run");
        new Schema(patient.database()).migrate();
    }

    @Test
    void aSchemaThatIsAhead() {
        broken(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (99, '20991231000000', 'fly', 'SQL',"
                        + " 'V20991231000000__fly.sql', 'me', 1, true)",
                "delete from flyway_schema_history where installed_rank = 99");
        patient.suffersFrom("schema", Level.WARN, "a newer Roster has applied 20991231000000", "run that one");
    }

    @Test
    void aDatabaseWithoutASchema() {
        TestDatabase empty = TestDatabase.fresh();
        Map<String, Finding> findings = patient.with("DATABASE_URL", empty.serviceUrl())
                .with("MIGRATION_DATABASE_URL", empty.ownerUrl())
                .with("BACKUP_DATABASE_URL", empty.backupUrl())
                .findings();

        assertThat(findings.get("schema").message()).startsWith("pending: 2025").contains(" more");
        assertThat(findings.get("administrator").message()).isEqualTo("not checked, since there are no tables yet");
        assertThat(findings.get("service-rights").remedy()).isEqualTo("see the line schema");
        assertThat(findings.values())
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::name)
                .containsExactly("backups");
    }

    @Test
    void nobodyWhoAdministrates() {
        broken(
                "set session_replication_role = replica; update users set active = false",
                "set session_replication_role = replica; update users set active = true");
        patient.suffersFrom("administrator", Level.FAIL, "no active user", "roster user create --email E --role admin");
        Patient named = patient.with("ADMIN_EMAIL", "you@example.org");
        named.with("ADMIN_PASSWORD", "se-cret")
                .suffersFrom("administrator", Level.FAIL, "won't start: ADMIN_PASSWORD is invalid", "correct it, or");
        named.with("ADMIN_PASSWORD", "seven-herons-on-the-pier")
                .with("ADMIN_EMAIL", "you")
                .suffersFrom("administrator", Level.FAIL, "won't start: ADMIN_EMAIL is invalid", "correct it, or");
        named.with("ADMIN_PASSWORD", "seven-herons-on-the-pier")
                .suffersFrom("administrator", Level.WARN, "the service creates ADMIN_EMAIL", "start it");
    }

    @Test
    void aPasswordHashThatCannotBeChecked() {
        broken(
                "insert into users (email, password_hash) values ('b@example.org',"
                        + " '$1$abcdefgh$VvK1Ue3eWZ8VKhZyPFsPi1'), ('c@example.org',"
                        + " '$2y$05$PPSthWoxHVCLBr8IgXAMJOUGcXieBCPYzYkLiUU7ossgZkqyba.I6'), ('d@example.org', null)",
                "delete from users where email in ('b@example.org', 'c@example.org', 'd@example.org')");
        patient.suffersFrom("passwords", Level.WARN, "1 active user has a password hash", "docs/importing-users.md");
    }

    @Test
    void aServerThatCountsNoStatements() {
        broken("drop extension pg_stat_statements", "create extension pg_stat_statements");
        patient.suffersFrom(
                "pg_stat_statements", Level.WARN, "not in the schema public", "create extension pg_stat_statements");
    }

    @Test
    void anExtensionWhereNobodyLooks() {
        broken(
                "create schema elsewhere; alter extension pg_stat_statements set schema elsewhere",
                "alter extension pg_stat_statements set schema public; drop schema elsewhere");
        patient.suffersFrom("pg_stat_statements", Level.WARN, "not in the schema public", "set schema public");
    }

    @Test
    void aPoolThatIsLargerThanTheServer() {
        patient.with("DB_MAX_CONNECTIONS", "196")
                .suffersFrom("connections", Level.FAIL, "196, and 3 for backups, of 197", "lower DB_MAX_CONNECTIONS");
        patient.with("DB_MAX_CONNECTIONS", "160")
                .suffersFrom("connections", Level.WARN, "160, and 3", "raise max_connections");
    }

    private void broken(String sql, String mending) {
        patient.execute(SUPERUSER, sql.split(";"));
        remedy = mending;
    }
}
