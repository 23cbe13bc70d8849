package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Another machine, with the file, the key, and a PostgreSQL that has never heard of Roster. */
class DatabaseRestoreOnEmptyServerTest {

    private static final String ROLES_AND_DATABASES =
            "select string_agg(name, ' ') from (select rolname from pg_roles union all select datname from pg_database) as a (name)";

    private static final String OWNER_AND_RIGHTS = """
            select pg_get_userbyid(datdba) || ' ' || string_agg(a::text, ' ' order by a::text)
            from pg_database cross join unnest(datacl) as a where datname = current_database() group by datdba""";

    @TempDir
    Path folder;

    private BackedUp backup;
    private String name;
    private EmbeddedServer server;

    @BeforeEach
    void thereIsOnlyPostgres() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        name = backup.database().name();
        server = server(Files.createDirectory(folder.resolve("no-scripts")));
    }

    @AfterEach
    void itGoes() {
        server.delete();
    }

    @Test
    void theFileAndTheKeyAreEnough() throws BackupException, SQLException {
        TestDatabase restored = new TestDatabase(server, name);

        String said = BackedUp.said(
                server.superuserUrl(name),
                false,
                restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

        assertThat(said)
                .contains("each as in the manifest", "live       " + name)
                .contains("new role   roster_owner, and NOBODY CAN SIGN IN", "new role   roster_service")
                .doesNotContain("undo", "aside");
        assertThat(restored.text("select string_agg(rolname, ' ' order by rolname) from pg_roles"
                        + " where rolname like 'roster%' and not rolcanlogin"))
                .isEqualTo("roster_backup roster_owner roster_service");
        assertThat(restored.text(OWNER_AND_RIGHTS))
                .isEqualTo(backup.database().text(OWNER_AND_RIGHTS))
                .contains("roster_service=c/roster_owner");
        initScriptsMakeItWhole();
    }

    @Test
    void itMayHaveTheLiveNameAtOnce() throws BackupException {

        BackedUp.said(
                server.superuserUrl(name), false, restoring -> restoring.restore(backup.opened(), Optional.of(name)));

        assertThat(new TestDatabase(server, name).text(OWNER_AND_RIGHTS))
                .isEqualTo(backup.database().text(OWNER_AND_RIGHTS));
    }

    @Test
    void oneThatTurnsOutWrongLeavesNeitherDatabaseNorRoles() throws BackupException, IOException {
        TestDatabase postgres = new TestDatabase(server, "postgres");
        String before = postgres.text(ROLES_AND_DATABASES);
        backup.tellOtherRows();

        assertThatThrownBy(() -> BackedUp.said(
                        server.superuserUrl("postgres"),
                        false,
                        restoring -> restoring.restore(backup.opened(), Optional.empty())))
                .hasMessageContaining("rows instead of");

        assertThat(postgres.text(ROLES_AND_DATABASES)).isEqualTo(before);
    }

    private void initScriptsMakeItWhole() throws SQLException {
        server.close();
        server = server(Path.of("init-scripts"));
        TestDatabase restored = new TestDatabase(server, name);

        assertThat(new Schema(restored).dump()).isEqualTo(new Schema(backup.database()).dump());
        try (Connection service = restored.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('after.the.restore@example.org')");
        }
    }

    private EmbeddedServer server(Path scripts) {
        return EmbeddedServer.start(folder.resolve("server"), scripts, Map.of("fsync", "off"));
    }
}
