package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A tablespace is kept on the machine that has it, and no other machine needs it. */
class TablespacesTest {

    private static final String PLACE = """
            select coalesce(spcname, 'default') from pg_class c left join pg_tablespace t on t.oid = c.reltablespace
            where c.relname = 'quick'""";

    private static final String OWN = """
            select spcname from pg_database d join pg_tablespace t on t.oid = d.dattablespace
            where datname = current_database()""";

    @TempDir
    Path folder;

    private BackedUp backup;
    private String tablespace;

    @BeforeEach
    void aTableAndTheDatabaseAreInTablespaces() throws BackupException, IOException, SQLException {
        TestDatabase live = BackedUp.in(folder).database();
        tablespace = "fast_" + live.name();
        TestDatabase postgres = new TestDatabase(live.server(), "postgres");
        execute(
                postgres,
                "set allow_in_place_tablespaces = on",
                "create tablespace " + tablespace + " location ''",
                "create tablespace large_" + live.name() + " location ''",
                "alter database " + live.name() + " set tablespace large_" + live.name());
        execute(live, "create table quick (id int) tablespace " + tablespace, "insert into quick values (1)");
        backup = BackedUp.of(live, Files.createDirectory(folder.resolve("again")));
    }

    @Test
    void whereTheyAreEverythingIsInThemAgain() throws BackupException {
        String said = backup.restore(null);

        TestDatabase restored = backup.beside(BackedUp.value(said, "database"));
        assertThat(restored.text(PLACE)).isEqualTo(tablespace);
        assertThat(restored.text(OWN)).isEqualTo(backup.database().text(OWN)).startsWith("large_");
        assertThat(said).doesNotContain("tablespace");
    }

    @Test
    void whereTheyAreNotEverythingIsInTheDefaultOneAndTheReportSaysSo() throws BackupException, IOException {
        EmbeddedServer empty = EmbeddedServer.start(
                folder.resolve("server"), Files.createDirectory(folder.resolve("none")), Map.of("fsync", "off"));
        try {
            TestDatabase restored = new TestDatabase(empty, backup.database().name());
            String said = BackedUp.said(
                    empty.superuserUrl("postgres"),
                    false,
                    restoring -> restoring.restore(backup.opened(), Optional.of(restored.name())));

            assertThat(said).contains("default    tablespace for everything, since there is no " + tablespace);
            assertThat(restored.text(PLACE)).isEqualTo("default");
            assertThat(restored.number("select count(*) from quick")).isOne();
        } finally {
            empty.delete();
        }
    }

    private static void execute(TestDatabase database, String... statements) throws SQLException {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }
}
