package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Document;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines of the README's "Try it" and of docs/try-it.md, run one after another as they stand there, give what they say. */
@Tag("program")
class TryItIT {

    private static final Pattern PROMISED = Pattern.compile("^# .*: (\\d{3})$", Pattern.MULTILINE);
    private static final Pattern ANSWERED = Pattern.compile("^HTTP/1.1 (\\d{3}) ", Pattern.MULTILINE);

    @Test
    void everyLineGivesTheStatusThatItsCommentSays() throws IOException, InterruptedException, SQLException {
        String commands = commands();
        List<String> promised = all(PROMISED, commands);
        assertThat(promised).hasSizeGreaterThan(20);

        TestDatabase database = TestDatabase.fresh();
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready()) {
            fill(database);
            String output = bash(commands.replace("127.0.0.1:8080", "127.0.0.1:" + roster.port())
                    .replace("$(cat .embedded/admin-token)", Token.admin()));

            assertThat(all(ANSWERED, output)).as(output).isEqualTo(promised);
        }
    }

    /** With the people whom {@code bin/run} brings. */
    private static void fill(TestDatabase database) throws IOException, SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(Files.readString(Path.of("src", "main", "resources", "db", "seed", "sample.sql")));
        }
    }

    private static String commands() throws IOException {
        return Stream.concat(Document.README.commands("Try it").stream(), Document.TRY_IT.commands().stream())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
