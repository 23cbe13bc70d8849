package org.kennwilliamson.roster.user;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TerminalProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** How {@code --password-stdin} of the packaged program takes a password, before any database is asked. */
@Tag("program")
class UserCommandPasswordInputIT {

    private static final String SECRET = "seven-herons-on-the-pier";
    private static final String ASKED = "Password: ";

    private static final String COMMAND = "user create --email a@example.org --password-stdin";

    /** Nobody listens there. */
    private static final Map<String, String> NOWHERE =
            Map.of("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing");

    @TempDir
    Path folder;

    @Test
    void onATerminalItAsksAndShowsNothingOfTheAnswer() throws IOException {
        try (TerminalProcess terminal = TerminalProcess.start(NOWHERE, COMMAND)) {
            terminal.answer(ASKED, SECRET + "\n");

            assertThat(terminal.exitCode()).isEqualTo(1);
            assertThat(terminal.shown())
                    .contains(ASKED, "The database can't be reached")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void whereTheAnswerWouldBeShownItIsNotAskedFor() throws IOException {
        Path output = folder.resolve("user.json");
        try (TerminalProcess terminal = TerminalProcess.start(NOWHERE, COMMAND + " --json > " + output)) {
            assertThat(terminal.exitCode()).isEqualTo(1);
            assertThat(terminal.shown())
                    .startsWith("roster user create: What is typed here would be shown: pipe it")
                    .hasLineCount(1);
            assertThat(output).isEmptyFile();
        }
    }

    @Test
    void theEndOfATerminalsInputIsNoPassword() throws IOException {
        try (TerminalProcess terminal = TerminalProcess.start(NOWHERE, COMMAND)) {
            terminal.answer(ASKED, "\u0004");

            assertThat(terminal.exitCode()).isEqualTo(1);
            assertThat(terminal.shown())
                    .endsWith("roster user create: There is nothing on standard input\r\n")
                    .doesNotContain("null");
        }
    }

    @Test
    void noInputIsNoPassword() throws IOException {
        assertThat(given(1, new byte[0])).isEqualTo("roster user create: There is nothing on standard input\n");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        assertThat(given(1, "sieben-störche-am-steg\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("roster user create: Standard input is not in UTF-8\n");
        assertThat(given(1, "sieben-störche-am-steg\nmore\n".getBytes(StandardCharsets.UTF_8)))
                .contains("The database can't be reached");
    }

    /** Eleven characters are one too few, so none of these counts. */
    @Test
    void whatAnEditorAddsIsNotOfThePassword() throws IOException {
        for (String file : new String[] {"\uFEFFeleven-more", "eleven-more\r\n", "\uFEFFeleven-more\r\n"}) {
            assertThat(given(2, file.getBytes(StandardCharsets.UTF_8))).contains("must have 12 to 200 characters");
        }
    }

    private static String given(int code, byte[] input) throws IOException {
        try (RosterProcess roster = RosterProcess.start(NOWHERE, COMMAND.split(" "))) {
            roster.type(input);
            return roster.ended(code);
        }
    }
}
