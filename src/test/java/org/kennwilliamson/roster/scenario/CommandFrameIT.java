package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** What all commands of the packaged program do alike. */
@Tag("program")
class CommandFrameIT {

    /** Nobody listens there. */
    private static final Map<String, String> NOWHERE =
            Map.of("DATABASE_URL", "postgresql://nobody:se-cret@127.0.0.1:1/nothing", "BACKUP_ENCRYPTION", "off");

    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)^  (\\w\\S*)");

    @Test
    void itSaysItsVersion() {
        assertThat(run(0, "--version")).matches("roster \\d+\\S*\\n");
    }

    @Test
    void aNearCommandIsSuggestedAndTheHelpNamed() {
        assertThat(run(2, "bakcup"))
                .startsWith("roster: ")
                .contains("'bakcup'")
                .contains("Did you mean: roster backup?")
                .endsWith("Try 'roster --help'.\n");
        assertThat(run(2, "backup", "lits"))
                .contains("Did you mean: backup list?")
                .endsWith("Try 'roster backup --help'.\n");
    }

    @Test
    void anOptionThatIsNoneIsMisuseOfItsOwnCommand() {
        assertThat(run(2, "backup", "list", "--all"))
                .startsWith("roster backup list: Unknown option: '--all'")
                .endsWith("Try 'roster backup list --help'.\n");
        assertThat(run(2, "backup", "--all", "list"))
                .startsWith("roster backup: Unknown option: '--all'")
                .endsWith("Try 'roster backup --help'.\n");
    }

    @Test
    void everyCommandHasItsHelpWithAnExample() {
        List<String> commands = new ArrayList<>();
        help("roster", commands);

        assertThat(commands)
                .contains("roster serve", "roster migrate rehearse", "roster backup keygen", "roster doctor")
                .hasSizeGreaterThan(20);
    }

    private static void help(String command, List<String> seen) {
        seen.add(command);
        String help = run(0, (command + " --help").replaceFirst("roster ", "").split(" "));
        assertThat(help)
                .as(command)
                .startsWith("Usage: " + command)
                .contains("--debug", "Example")
                .doesNotContain("\u001B");
        Matcher subcommand = SUBCOMMAND.matcher(help.replaceFirst("(?s).*?\nCommands:\n|.*", ""));
        while (subcommand.find()) {
            help(command + " " + subcommand.group(1), seen);
        }
    }

    @Test
    void aFailureIsOneLineAndHasATraceOnlyWhereItIsAskedFor() {
        assertThat(run(1, "backup", "create"))
                .contains("roster backup create: The database can't be used: Connection to 127.0.0.1:1 refused")
                .doesNotContain("\tat ", "se-cret");
        assertThat(run(1, "--debug", "backup", "create"))
                .contains("roster backup create: The database can't be used")
                .contains("\tat org.kennwilliamson.roster.backup.")
                .doesNotContain("se-cret");
    }

    @Test
    void bashCompletesCommands() throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source /dev/stdin; COMP_WORDS=(roster backup cr) COMP_CWORD=2; "
                                + "_complete_roster; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().write(run(0, "completion", "bash").getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("create\n");
        assertThat(bash.waitFor()).isZero();
    }

    private static String run(int code, String... arguments) {
        try (RosterProcess roster = RosterProcess.start(NOWHERE, arguments)) {
            return roster.ended(code);
        }
    }
}
