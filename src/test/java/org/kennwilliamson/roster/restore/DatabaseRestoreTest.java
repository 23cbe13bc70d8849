package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was backed up is there again, beside the live database, as it was. */
class DatabaseRestoreTest {

    private static final String RIGHTS = "select datacl::text from pg_database where datname = current_database()";
    private static final String SETTINGS = """
            select string_agg(coalesce(rolname, '') || setconfig::text, ' ' order by setrole)
            from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole
            where setdatabase = (select oid from pg_database where datname = current_database())""";

    @TempDir
    Path folder;

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void thereIsABackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        live = backup.database();
    }

    @Test
    void thePlannerKnowsTheRestoredTablesAtOnce() throws BackupException {
        TestDatabase restored = backup.beside(BackedUp.value(backup.restore(null), "database"));

        assertThat(restored.number("select count(*) from pg_stats where tablename = 'users'"))
                .isPositive();
        assertThat(restored.number("select reltuples from pg_class where relname = 'users'"))
                .isEqualTo(20);
    }

    @Test
    void everyObjectComesBackWithItsOwnerAndRights() throws BackupException, SQLException {
        String said = backup.restore(null);

        TestDatabase restored = backup.beside(BackedUp.value(said, "database"));
        assertThat(restored.name()).matches(live.name() + "_restored_\\d{8}_\\d{6}");
        assertThat(new Schema(restored).dump())
                .isEqualTo(new Schema(live).dump())
                .contains("OWNER TO roster_owner");
        assertThat(restored.number("select count(*) from users")).isEqualTo(20);
        assertThat(restored.text(RIGHTS)).isEqualTo(live.text(RIGHTS));
        try (Connection service = restored.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('after.the.restore@example.org')");
            assertThatThrownBy(() -> statement.execute("drop table users")).hasMessageContaining("must be owner");
        }
        assertThat(said)
                .contains("as in the manifest", "each as in the manifest", "roster restore --into " + restored.name())
                .doesNotContain("NOT COMPARED", "left out", "new role", "WARNING");
    }

    @Test
    void settingsOfTheLiveDatabaseAreTheNewOnesToo() throws BackupException, SQLException {
        try (Connection superuser = live.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            String alter = "alter database " + live.name();
            statement.execute(alter + " set search_path = \"$user\", public");
            statement.execute(alter + " set default_transaction_read_only = on");
            statement.execute(alter + " connection limit 17");
            statement.execute(
                    "alter role roster_service in database " + live.name() + " set my.words = 'it''s; \"1\"'");
            statement.execute("alter role roster_backup in database " + live.name() + " set search_path = ''");
            statement.execute("grant temporary on database " + live.name() + " to roster_service with grant option");
        }

        TestDatabase restored = backup.beside(BackedUp.value(backup.restore(null), "database"));

        assertThat(restored.text(SETTINGS)).isEqualTo(live.text(SETTINGS)).contains("my.words");
        assertThat(restored.text(RIGHTS)).isEqualTo(live.text(RIGHTS));
        assertThat(restored.number("select datconnlimit from pg_database where datname = current_database()"))
                .isEqualTo(17);
    }

    @Test
    void itsAuditTrailSaysWhereItCameFrom() throws BackupException {
        TestDatabase restored = backup.beside(BackedUp.value(backup.restore(null), "database"));

        assertThat(restored.text("select actor || ' ' || entity || ' ' || (after ->> 'file') from audit_events "
                        + "where action = 'database.restored'"))
                .isEqualTo("operator database:" + restored.name() + " " + backup.file());
    }

    @Test
    void nothingIsRestoredIntoADatabaseWithTables() {
        String before = live.text("select max(id::text) from users");

        assertThatThrownBy(() -> backup.restore(live.name()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("has tables (public.")
                .hasMessageContaining(live.name());
        assertThat(live.text("select max(id::text) from users")).isEqualTo(before);
    }

    @Test
    void anEmptyDatabaseWillDo() throws BackupException {
        TestDatabase empty = TestDatabase.fresh();

        backup.restore(empty.name());

        assertThat(new Schema(empty).dump()).isEqualTo(new Schema(live).dump());
    }

    @Test
    void anyNameWillDo() throws BackupException {
        String odd = live.name() + " '\\ \"ö\" =x";

        String said = backup.restore(odd);

        assertThat(backup.beside(odd).number("select count(*) from users")).isEqualTo(20);
        assertThat(said).contains("--into '" + live.name() + " '\\''\\ \"ö\" =x' --swap");
    }

    @Test
    void programsReadJson() throws BackupException {
        JsonPath restored = JsonPath.from(BackedUp.said(
                        live.superuserUrl(), true, restoring -> restoring.restore(backup.opened(), Optional.empty()))
                .replaceFirst("(?s)^[^{]*", ""));

        assertThat(restored.getString("file")).isEqualTo(backup.file().toString());
        assertThat(restored.getString("database")).startsWith(live.name() + "_restored_");
        assertThat(restored.getBoolean("compared")).isTrue();
        assertThat(restored.getLong("rows")).isGreaterThan(20);
        assertThat(restored.getString("aside")).isNull();
    }

    @Test
    void whoMayNotIsToldSoInOneLine() {
        for (String url : new String[] {live.serviceUrl(), live.ownerUrl(), live.backupUrl()}) {
            assertThatThrownBy(() -> BackedUp.said(
                            url, false, restoring -> restoring.restore(backup.opened(), Optional.empty())))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("may not: set MIGRATION_DATABASE_URL to a superuser's URL")
                    .message()
                    .hasLineCount(1);
        }
        assertThat(backup.databases()).isOne();
    }

    @Test
    void whereTheUrlsDatabaseIsGoneTheServerIsReachedAllTheSame() throws BackupException {
        String gone = live.server().superuserUrl("gone_" + live.name());

        BackedUp.said(
                gone, false, restoring -> restoring.restore(backup.opened(), Optional.of(live.name() + "_again")));

        assertThat(backup.beside(live.name() + "_again").number("select count(*) from users"))
                .isEqualTo(20);
    }

    @Test
    void itNeedsNeitherFolderNorRecipients() throws BackupException {
        String said = BackedUp.said(
                Map.of(
                        "MIGRATION_DATABASE_URL",
                        live.superuserUrl(),
                        "BACKUP_DIR",
                        "/nowhere",
                        "BACKUP_KEEP_MINIMUM",
                        "x"),
                false,
                restoring -> restoring.restore(backup.opened(), Optional.empty()));

        assertThat(said).contains("each as in the manifest");
    }
}
