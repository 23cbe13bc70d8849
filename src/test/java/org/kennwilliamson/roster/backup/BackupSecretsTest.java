package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody else may see: passwords, keys, and what is in the database. */
class BackupSecretsTest {

    private static final String MARKER = "only-in-a-row-5f1c9a77";

    @TempDir
    Path place;

    private BackupFixture fixture;
    private String password;

    @BeforeEach
    void thereIsMoreThanAPipeHolds() {
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture.execute(
                database,
                "create table marked as select '" + MARKER
                        + "' as marker, gen_random_uuid() as one, gen_random_uuid() as two from generate_series(1, 20000)");
        fixture = new BackupFixture(database, place);
        String userInfo = URI.create(database.backupUrl()).getRawUserInfo();
        password = URLDecoder.decode(userInfo.substring(userInfo.indexOf(':') + 1), StandardCharsets.UTF_8);
    }

    @Test
    void noCommandLineHasAPasswordOrAKey() throws BackupException {
        Set<String> programs = new HashSet<>();
        List<String> lines = new ArrayList<>();
        fixture.run((phase, bytes) -> ProcessHandle.current().descendants().forEach(process -> {
            String line = commandLine(process.pid());
            lines.add(line);
            Stream.of("pg_dump", "pg_restore")
                    .filter(program -> line.matches("(?s)\\S*/" + program + "\0.*"))
                    .forEach(programs::add);
        }));

        assertThat(programs).containsExactlyInAnyOrder("pg_dump", "pg_restore");
        assertThat(lines).noneMatch(this::isSecret);
    }

    @Test
    void neitherFilesNorOutputHaveAPasswordOrAKey() throws IOException, BackupException {
        try (RunsProcess runs = RunsProcess.start(fixture.variables())) {
            assertThat(runs.run(Instant.now())).isEqualTo("verified");
            fixture.variables()
                    .put("BACKUP_DATABASE_URL", fixture.database.backupUrl().replace("@127", "x@127"));
            assertThat(isSecret(runs.said())).as(runs.said()).isFalse();
        }
        try (RunsProcess runs = RunsProcess.start(fixture.variables())) {
            assertThat(runs.run(Instant.now())).startsWith("database");
            assertThat(isSecret(runs.said())).as(runs.said()).isFalse();
        }
        for (Path file : filesBelow(place)) {
            assertThat(isSecret(text(file))).as(file.toString()).isFalse();
        }
    }

    @Test
    void noRowTouchesTheDiskUnencrypted() throws IOException, BackupException {
        Path temporary = Files.createDirectory(place.resolve("tmp"));
        // Otherwise it would be compressed, and nobody would know it.
        fixture.scripts().replace("pg_dump", "exec \"$real\" \"$@\" -Z0");
        Manifest plain = fixture.set("BACKUP_ENCRYPTION", "off").verified();
        assertThat(text(fixture.folder.resolve(plain.file()))).contains(MARKER);
        new BackupPublisher(fixture.backups()).remove(plain);
        fixture.set("BACKUP_ENCRYPTION", "age").set("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);

        Set<String> seen = new HashSet<>();
        try (RunsProcess runs = RunsProcess.start(fixture.variables())) {
            runs.begin(Instant.now());
            for (String phase : List.of("dumping", "publishing", "proving")) {
                runs.await(phase);
                for (int look = 0; look < 20; look++) {
                    seen.addAll(withMarker());
                }
            }
            assertThat(runs.end()).isEqualTo("verified");
            seen.addAll(withMarker());
            runs.begin(Instant.now());
            runs.await("proving");
        }
        // Nor when it was killed.
        seen.addAll(withMarker());
        assertThat(seen).isEmpty();
        fixture.verified();
        assertThat(fixture.scratchDatabases()).isZero();
    }

    private List<String> withMarker() throws IOException {
        return filesBelow(place).stream()
                .filter(file -> text(file).contains(MARKER))
                .map(Path::toString)
                .toList();
    }

    private boolean isSecret(String text) {
        return text.contains(password) || text.contains("AGE-SECRET-KEY");
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // A partial file that got its name meanwhile.
            return filesBelow(folder);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
