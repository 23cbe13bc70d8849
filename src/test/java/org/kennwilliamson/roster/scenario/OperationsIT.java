package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.embedded.EmbeddedServer;
import org.kennwilliamson.roster.restore.BackedUp;
import org.kennwilliamson.roster.testing.OperationsDocument;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.S3Proxy;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of docs/operations.md, run as they stand there, do what it says. */
@Tag("program")
class OperationsIT {

    private static final Pattern URL = Pattern.compile("postgresql://([^:]+):([^@]+)@([^:]+):(\\d+)/.*");

    @TempDir
    Path folder;

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void somethingHappensAfterTheBackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        live = backup.database();
        try (Connection service = live.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('since.the.backup@example.org')");
        }
    }

    @Test
    void theDrillLeavesNothingBehind() throws IOException, InterruptedException {
        String said = bash(live, OperationsDocument.commands("The drill").get(0));

        assertThat(said).contains("each as in the manifest", "    20 | ");
        assertThat(backup.databases()).isOne();
        assertThat(live.number("select count(*) from users")).isEqualTo(21);
    }

    @Test
    void aBrokenDatabaseIsReplacedAndTheSwapUndone() throws IOException, InterruptedException {
        List<String> commands = OperationsDocument.commands("The live database is broken");

        String said = bash(live, commands.get(0));
        assertThat(live.number("select count(*) from users")).isEqualTo(20);

        bash(live, commands.get(1).replaceAll("\\S+_before_\\d+_\\d+", BackedUp.value(said, "aside")));
        assertThat(live.number("select count(*) from users")).isEqualTo(21);

        String aside = live.text("select datname from pg_database where datname like '" + live.name() + "_before%'");
        bash(live, commands.get(2).replaceAll("\\S+_before_\\d+_\\d+", aside));
        assertThat(backup.databases()).isOne();
    }

    @Test
    void anEmptyMachineHasItAllAgain() throws IOException, InterruptedException, SQLException {
        Path noScripts = Files.createDirectory(folder.resolve("no-scripts"));
        EmbeddedServer server = EmbeddedServer.start(folder.resolve("server"), noScripts, Map.of("fsync", "off"));
        try {
            TestDatabase restored = new TestDatabase(server, live.name());
            for (String block : OperationsDocument.commands("An empty machine")) {
                bash(restored, block.replace("=…", "=of-a-test"));
            }

            assertThat(restored.number("select count(*) from users")).isEqualTo(20);
            assertThat(restored.text("select string_agg(rolname, ' ' order by rolname) from pg_roles"
                            + " where rolname like 'roster%' and rolcanlogin"))
                    .isEqualTo("roster_backup roster_owner roster_service");
        } finally {
            server.delete();
        }
    }

    @Test
    void theSecondPlaceGetsACopyThatIsRestoredFromThere() throws IOException, InterruptedException {
        Path there = Files.createDirectory(folder.resolve("there"));
        String name = backup.file().getFileName().toString();
        List<String> commands = OperationsDocument.commands("The second place").stream()
                .map(block -> block.replace("/mnt/nfs/backups", there.toString())
                        .replace("kennwilliamson_backup_20261122_020000.dump.age", name))
                .toList();

        assertThat(bash(live, "export BACKUP_DIR=" + folder + "\n" + commands.get(0)))
                .contains("OK    " + name);
        Files.delete(backup.file());
        assertThat(bash(live, commands.get(1))).contains("OK    " + name, "each as in the manifest");

        assertThat(backup.beside(live.name() + "_copy").number("select count(*) from users"))
                .isEqualTo(20);
    }

    @Test
    void aBucketGetsACopyThatIsRestoredFromThere() throws IOException, InterruptedException {
        String name = backup.file().getFileName().toString();
        try (S3Proxy server = S3Proxy.start(folder.resolve("s3"))) {
            List<String> commands = OperationsDocument.commands("Copies in a bucket").stream()
                    .map(block -> block.replace("https://minio.example.org:9000", server.endpoint())
                            .replace("s3://roster-copies/", "s3://" + S3Proxy.BUCKET + "/")
                            .replace("KEY_ID=…", "KEY_ID=" + S3Proxy.KEY_ID)
                            .replace("ACCESS_KEY=…", "ACCESS_KEY=" + S3Proxy.KEY)
                            .replace("kennwilliamson_backup_20261122_020000.dump.age", name))
                    .toList();
            String variables = commands.get(0).replaceAll("(?m)^roster .*", "");

            assertThat(bash(live, "export BACKUP_DIR=" + folder + "\n" + commands.get(0)))
                    .contains("OK    " + name);
            Files.delete(backup.file());
            assertThat(bash(
                            live,
                            variables + "unset BACKUP_COPY_URL\nexport BACKUP_DIR=" + folder.resolve("empty") + "\n"
                                    + commands.get(1)))
                    .contains("OK    " + name, "each as in the manifest");
        }

        assertThat(backup.beside(live.name() + "_copy").number("select count(*) from users"))
                .isEqualTo(20);
    }

    @Test
    void theStockProgramsDoTheSame() throws IOException, InterruptedException, SQLException {
        String schema = new Schema(live).dump();
        String said = bash(live, String.join("\n", OperationsDocument.commands("The same by hand")));

        assertThat(said).contains(backup.file() + ": OK", "    20 | ");
        assertThat(live.number("select count(*) from users")).isEqualTo(20);
        assertThat(new Schema(live).dump()).isEqualTo(schema);
        assertThat(backup.beside(live.name() + "_before").number("select count(*) from users"))
                .isEqualTo(21);
        try (Connection service = live.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("insert into users (email) values ('after.the.restore@example.org')");
        }
    }

    @Test
    void byHandADamagedFileIsFoundOut() throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(backup.file());
        bytes[bytes.length - 1] ^= 1;
        Files.write(backup.file(), bytes);
        String block = OperationsDocument.commands("The same by hand").get(0);

        assertThat(run(live, block)).isNotZero();
        assertThat(backup.databases()).isOne();

        // Where nobody looks at the sum, age and the one transaction are what is left.
        assertThat(run(live, block.replaceAll("(?m)^echo .*$", ""))).isNotZero();
        assertThat(backup.beside(live.name() + "_by_hand")
                        .number("select count(*) from pg_tables where schemaname = 'public'"))
                .isZero();
    }

    private String bash(TestDatabase database, String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        assertThat(run(database, commands, output))
                .as(() -> commands + said(output))
                .isZero();
        return said(output);
    }

    private int run(TestDatabase database, String commands) throws IOException, InterruptedException {
        return run(database, commands, Files.createTempFile(folder, "said", ".txt"));
    }

    private int run(TestDatabase database, String commands, Path output) throws IOException, InterruptedException {
        String roster = RosterProcess.program().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "roster() { ", " \"$@\"; }\n"));
        String script = roster + commands.replace("kennwilliamson", database.name());
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(variables(database));
        return bash.start().waitFor();
    }

    /** What "Before anything else" sets. */
    private Map<String, String> variables(TestDatabase database) {
        MatchResult url =
                URL.matcher(database.superuserUrl()).results().findFirst().orElseThrow();
        return Map.of(
                "PGUSER", url.group(1),
                "PGPASSWORD", URLDecoder.decode(url.group(2), StandardCharsets.UTF_8),
                "PGHOST", url.group(3),
                "PGPORT", url.group(4),
                "PGCLIENTENCODING", "UTF8",
                "MIGRATION_DATABASE_URL", database.superuserUrl(),
                "backup", backup.file().toString(),
                "key", backup.key().toString());
    }

    private static String said(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
