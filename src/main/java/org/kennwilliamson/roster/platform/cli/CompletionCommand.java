package org.kennwilliamson.roster.platform.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster completion bash}: lets the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete roster's commands and options.",
        footer = {"", "Example: source <(roster completion bash)"})
public final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say for which shell: bash.");
    }

    @Command(
            description = "For bash, and for zsh after bashcompinit.",
            footer = {"", "Example: source <(roster completion bash)"})
    void bash() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("roster", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
