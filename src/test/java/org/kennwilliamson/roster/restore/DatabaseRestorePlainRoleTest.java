package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A managed database gives nobody a superuser, and can be restored all the same. */
@Tag("postgresql")
class DatabaseRestorePlainRoleTest {

    private static final String MAY = " login createdb createrole password 'of-the-provider'";

    @TempDir
    Path folder;

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void thereIsABackupWithWhatOnlyASuperuserCanCreate() throws BackupException, IOException, SQLException {
        live = BackedUp.in(folder).database();
        execute(live, "create publication everything for all tables");
        execute(live, "create view slowest as select query from pg_stat_statements");
        backup = BackedUp.of(live, Files.createDirectory(folder.resolve("again")));
    }

    @Test
    void createdbCreaterolePgSignalBackendAndTheThreeRolesAreEnough() throws BackupException, SQLException {
        String master = "master_" + live.name();
        execute(
                live,
                "create role " + master + MAY
                        + " in role roster_owner, roster_service, roster_backup, pg_signal_backend");
        String url = as(master, live.superuserUrl());

        String said =
                BackedUp.said(url, false, restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

        assertThat(said)
                .contains("each as in the manifest", "aside      " + live.name() + "_before_")
                .contains("left out   the extension pg_stat_statements; to get it back, as superuser, in this database:"
                        + " create extension \"pg_stat_statements\"")
                .contains("left out   view public.slowest; only a superuser can create it, or what it needs")
                .contains("left out   publication everything;");
        assertThat(live.number("select count(*) from users")).isEqualTo(20);
        assertThat(new Schema(live).dump()).contains("OWNER TO roster_owner").doesNotContain("slowest");
        try (Connection service = live.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('after.the.restore@example.org')");
        }
    }

    @Test
    void programsReadWhatIsLeftOut() throws BackupException, SQLException {
        String master = "other_" + live.name();
        execute(live, "create role " + master + MAY + " in role roster_owner, roster_service, roster_backup");

        JsonPath restored = JsonPath.from(BackedUp.said(
                        as(master, live.superuserUrl()),
                        true,
                        restoring -> restoring.restore(backup.opened(), Optional.empty()))
                .replaceFirst("(?s)^[^{]*", ""));

        assertThat(restored.getList("leftOut", String.class)).containsExactly("pg_stat_statements");
        assertThat(restored.getList("objectsLeftOut", String.class))
                .containsExactly("view public.slowest", "publication everything");
    }

    @Test
    void onAnEmptyMachineItCreatesTheRolesAndIsAMemberOfThem() throws BackupException, IOException, SQLException {
        EmbeddedServer empty = EmbeddedServer.start(
                folder.resolve("server"), Files.createDirectory(folder.resolve("none")), Map.of("fsync", "off"));
        try {
            execute(new TestDatabase(empty, "postgres"), "create role master" + MAY);
            TestDatabase restored = new TestDatabase(empty, live.name());

            BackedUp.said(
                    as("master", empty.superuserUrl("postgres")),
                    false,
                    restoring -> restoring.restore(backup.opened(), Optional.of(live.name())));

            assertThat(restored.number("select count(*) from users")).isEqualTo(20);
            assertThat(restored.text("select tableowner from pg_tables where tablename = 'users'"))
                    .isEqualTo("roster_owner");
        } finally {
            empty.delete();
        }
    }

    @Test
    void aSuperuserRestoresAllOfIt() throws BackupException {
        TestDatabase restored = backup.beside(BackedUp.value(backup.restore(null), "database"));

        assertThat(new Schema(restored).dump())
                .isEqualTo(new Schema(live).dump())
                .contains("slowest");
        assertThat(restored.text("select pubname from pg_publication")).isEqualTo("everything");
    }

    private static String as(String role, String url) {
        return url.replaceFirst("//.*@", "//" + role + ":of-the-provider@");
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
