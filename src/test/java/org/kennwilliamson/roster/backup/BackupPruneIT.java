package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.PaperBackup;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster backup prune} of the packaged program: two backups have had their time, two haven't. */
@Tag("program")
class BackupPruneIT {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    private List<Path> all;

    @BeforeEach
    void fourDaysHaveABackup() throws IOException {
        new Schema(database).migrate();
        variables.put("BACKUP_DIR", folder.toString());
        variables.put("BACKUP_RETENTION_DAYS", "1");
        variables.put("BACKUP_KEEP_MINIMUM", "1");
        for (int days = 0; days < 4; days++) {
            Instant then = Instant.now().minus(Duration.ofDays(days)).minusSeconds(1);
            PaperBackup.in(folder, database.name(), then, 1, null);
            Files.writeString(
                    folder.resolve(BackupName.of(database.name(), then).archive(true)), "x");
        }
        all = files();
        assertThat(all).hasSize(8);
    }

    @Test
    void whatHasHadItsTimeIsRemovedAndNamed() throws IOException {
        List<String> removed = run(0, "prune").lines().toList();

        assertNamesTheOlderTwo(removed);
        assertThat(files()).isEqualTo(all.subList(4, 8));
        assertThat(database.number("select count(*) from audit_events where action = 'backup.removed'"))
                .isEqualTo(2);
        assertThat(run(0, "prune")).isEmpty();
    }

    @Test
    void aDryRunNamesTheSameAndRemovesNothing() throws IOException {
        assertNamesTheOlderTwo(run(0, "prune", "--dry-run").lines().toList());

        assertThat(files()).isEqualTo(all);
        assertThat(database.number("select count(*) from audit_events")).isZero();
    }

    @Test
    void misuseAndMistakesRemoveNothing() throws IOException {
        assertThat(run(2, "prune", "--dry")).startsWith("roster backup prune: Unknown option: '--dry'");
        assertThat(run(2, "prune", "all"))
                .startsWith("roster backup prune: Unmatched argument at index 2: 'all'")
                .endsWith("Try 'roster backup prune --help'.\n");
        variables.put("BACKUP_RETENTION_DAYS", "0");
        assertThat(run(1, "prune"))
                .startsWith("roster backup prune: BACKUP_RETENTION_DAYS must be a whole number from 1")
                .hasLineCount(1);

        assertThat(files()).isEqualTo(all);
    }

    private void assertNamesTheOlderTwo(List<String> lines) {
        assertThat(lines).hasSize(2).allMatch(line -> line.contains(" verified "));
        for (int i = 0; i < 2; i++) {
            assertThat(lines.get(i)).endsWith("  " + all.get(2 * i).getFileName());
        }
    }

    /** Each dump, and its manifest after it, oldest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("_backup_"))
                    .sorted()
                    .toList();
        }
    }

    private String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
