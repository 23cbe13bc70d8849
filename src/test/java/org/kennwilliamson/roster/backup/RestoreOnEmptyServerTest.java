package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Another machine, with the file, the key, and a PostgreSQL that has never heard of Roster. */
class RestoreOnEmptyServerTest {

    private static final String ROSTERS_ROLES = "select count(*) from pg_roles where rolname like 'roster%'";

    private static final String OWNER_AND_RIGHTS = """
            select pg_get_userbyid(datdba) || ' ' || string_agg(a::text, ' ' order by a::text)
            from pg_database cross join unnest(datacl) as a where datname = current_database() group by datdba""";

    @TempDir
    static Path machine;

    private static EmbeddedServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void thereIsOnlyPostgres() throws IOException {
        Path noScripts = Files.createDirectory(machine.resolve("no-scripts"));
        server = EmbeddedServer.start(machine.resolve("server"), noScripts, Map.of("fsync", "off"));
    }

    @AfterAll
    static void itGoes() {
        server.delete();
    }

    @Test
    void theFileAndTheKeyAreEnough() throws BackupException, IOException, SQLException {
        BackedUp backup = BackedUp.in(folder);
        String name = backup.database().name();
        TestDatabase restored = new TestDatabase(server, name);

        refusedWithoutATrace(backup);
        String said = BackedUp.said(
                server.superuserUrl(name),
                false,
                restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

        assertThat(said)
                .contains("each as in the manifest", "live       " + name)
                .contains("new role   roster_owner, and NOBODY CAN SIGN IN", "new role   roster_service")
                .doesNotContain("undo", "aside");
        assertThat(restored.text("select string_agg(rolname, ' ' order by 1) from pg_roles"
                        + " where rolname like 'roster%' and not rolcanlogin"))
                .isEqualTo("roster_backup roster_owner roster_service");
        assertThat(restored.text(OWNER_AND_RIGHTS))
                .isEqualTo(backup.database().text(OWNER_AND_RIGHTS))
                .contains("roster_service=c/roster_owner");
        initScriptsMakeItWhole(backup, name);
    }

    /** A backup that turns out wrong leaves neither database nor roles. */
    private static void refusedWithoutATrace(BackedUp backup) throws IOException, BackupException {
        byte[] manifest = Files.readAllBytes(backup.manifest());
        backup.tellOtherRows();
        assertThatThrownBy(() -> BackedUp.said(
                        server.superuserUrl("postgres"),
                        false,
                        restoring -> restoring.restore(backup.opened(), Optional.empty())))
                .hasMessageContaining("rows instead of");
        Files.write(backup.manifest(), manifest);
        TestDatabase any = new TestDatabase(server, "postgres");
        assertThat(any.number(ROSTERS_ROLES)).isZero();
        assertThat(any.number("select count(*) from pg_database where datname not like 'template_'"))
                .isOne();
    }

    private static void initScriptsMakeItWhole(BackedUp backup, String name) throws SQLException {
        server.close();
        server = EmbeddedServer.start(machine.resolve("server"), Path.of("init-scripts"), Map.of("fsync", "off"));
        TestDatabase restored = new TestDatabase(server, name);

        assertThat(new Schema(restored).dump()).isEqualTo(new Schema(backup.database()).dump());
        try (Connection service = restored.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('after.the.restore@example.org')");
        }
    }
}
