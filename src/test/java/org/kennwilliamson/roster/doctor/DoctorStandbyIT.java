package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code roster doctor} says of backups that are made of a hot standby. */
@Tag("program")
class DoctorStandbyIT {

    private static final String DATABASE = "kennwilliamson";

    @TempDir
    Path folder;

    @Test
    void aStandbyIsTheSameDatabaseAndCantVerifyByARestore() throws IOException, InterruptedException {
        Path home = folder.resolve("primary");
        EmbeddedServer first = EmbeddedServer.start(home, Path.of("init-scripts"));
        new Schema(new TestDatabase(first, DATABASE)).migrate();
        first.close();
        Path copy = folder.resolve("standby");
        assertThat(new ProcessBuilder("cp", "-a", home.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createFile(copy.resolve("data").resolve("standby.signal"));
        EmbeddedServer primary = EmbeddedServer.start(home, Path.of("init-scripts"));
        EmbeddedServer standby = EmbeddedServer.start(copy, Files.createDirectory(folder.resolve("no-scripts")));
        try {
            Map<String, String> variables = new HashMap<>(new TestDatabase(primary, DATABASE).environment());
            variables.remove("BACKUP_SCHEDULE");
            variables.put("BACKUP_DATABASE_URL", standby.url("roster_backup", DATABASE));

            assertThat(line(variables, "backup-role"))
                    .startsWith("FAIL")
                    .contains("is a standby: no backup can be verified by restoring it there");
            variables.put("BACKUP_VERIFY", "decrypt");
            assertThat(line(variables, "backup-role")).startsWith("OK");
            assertThat(line(variables, DatabaseAccount.BACKUP.line()))
                    .startsWith("OK")
                    .endsWith(", a standby");
            variables.put("BACKUP_DATABASE_URL", standby.url("roster_backup", DATABASE + "_test"));
            assertThat(line(variables, DatabaseAccount.BACKUP.line()))
                    .startsWith("FAIL")
                    .endsWith("not the service's database");
        } finally {
            standby.delete();
            primary.delete();
        }
    }

    private static String line(Map<String, String> variables, String name) {
        try (RosterProcess roster = RosterProcess.start(variables, "doctor")) {
            String said = roster.printed(1);
            return said.lines()
                    .filter(line -> line.contains(" " + name + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
        }
    }
}
