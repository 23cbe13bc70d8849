package org.kennwilliamson.roster.backup;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster backup …} of the packaged program where it was asked wrongly, or for what isn't there. */
@Tag("program")
class BackupMisuseIT {

    @TempDir
    Path folder;

    /** Nobody listens there, and nobody is asked. */
    private final Map<String, String> variables =
            new HashMap<>(Map.of("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing"));

    @Test
    void misuseIsToldApartFromFailure() {
        assertThat(run(2)).contains("create, list, verify, copy, prune or keygen");
        assertThat(run(0, "create", "--help")).contains("Example: roster backup create");
        for (String command :
                List.of("list --yaml", "create now", "verify --identity", "verify a b", "keygen", "keygen a b")) {
            String name = "roster backup " + command.split(" ")[0];
            assertThat(run(2, command.split(" ")))
                    .as(command)
                    .startsWith(name + ": ")
                    .endsWith("Try '" + name + " --help'.\n");
        }
        assertThat(run(2, "keygen")).contains("FILE");
        variables.put("BACKUP_KEEP_MINIMUM", "0");
        assertThat(run(1, "list"))
                .startsWith("roster backup list: BACKUP_KEEP_MINIMUM must be a whole number from 1")
                .hasLineCount(1);
    }

    @Test
    void whatIsNotThereIsNamedInOneLine() {
        Path none = folder.resolve("none");
        assertThat(run(1, "verify", none + ".dump.age"))
                .contains("none.dump.age")
                .hasLineCount(1);
        assertThat(run(1, "verify", "--identity", none.toString()))
                .contains(none.toString())
                .hasLineCount(1);
        assertThat(run(1, "keygen", none.resolve("key").toString()))
                .contains(none.toString())
                .hasLineCount(1);
    }

    private String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new);
        variables.put("BACKUP_DIR", folder.toString());
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
