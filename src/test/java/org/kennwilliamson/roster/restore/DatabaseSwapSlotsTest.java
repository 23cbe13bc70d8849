package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;

import static org.assertj.core.api.Assertions.assertThat;

/** A replication slot is a database's own, and stays with it when that is put aside: the operator is told. */
@Tag("postgresql")
class DatabaseSwapSlotsTest {

    private static final String LIVE = "kennwilliamson";

    @TempDir
    Path folder;

    @Test
    void slotsThatStayWithTheDatabaseThatIsPutAsideAreNamed() throws BackupException, IOException, SQLException {
        EmbeddedServer server = EmbeddedServer.start(
                folder.resolve("server"), Path.of("init-scripts"), Map.of("fsync", "off", "wal_level", "logical"));
        try (Connection superuser = server.connect("postgres", "postgres");
                Statement statement = superuser.createStatement()) {
            try (Connection live = server.connect("postgres", LIVE)) {
                live.createStatement()
                        .execute("select pg_create_logical_replication_slot('to_the_warehouse', 'pgoutput')");
            }
            statement.execute("create database again");
            String url = server.superuserUrl(LIVE);

            String said = BackedUp.said(url, false, restoring -> restoring.swap("again"));

            String aside = BackedUp.value(said, "aside");
            assertThat(said)
                    .contains("slot       to_the_warehouse stays with " + aside + ", where it keeps WAL")
                    .contains("create one in " + LIVE)
                    .contains("WARNING", "another locale");
            statement.execute("alter database " + aside + " rename to back");
            JsonPath back = JsonPath.from(BackedUp.said(url, true, restoring -> restoring.swap("back"))
                    .replaceFirst("(?s)^[^{]*", ""));
            assertThat(back.getList("slotsAside")).isEmpty();
            String asideAgain = back.getString("aside");
            JsonPath again = JsonPath.from(BackedUp.said(url, true, restoring -> restoring.swap(asideAgain))
                    .replaceFirst("(?s)^[^{]*", ""));
            assertThat(again.getList("slotsAside", String.class)).containsExactly("to_the_warehouse");
        } finally {
            server.delete();
        }
    }
}
