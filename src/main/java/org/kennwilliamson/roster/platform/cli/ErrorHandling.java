package org.kennwilliamson.roster.platform.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import org.kennwilliamson.roster.platform.text.OneLine;

/** How commands fail: with one line, and exit code 1 if something failed, 2 if the command line is invalid. */
public final class ErrorHandling {

    private static final String DEBUG = "--debug";

    private ErrorHandling() {}

    /** Has a program's commands fail like this. With {@code --debug} on the command line, with the trace. */
    public static CommandLine toldBy(CommandLine program) {
        return program.setExecutionExceptionHandler((failure, command, parsed) -> {
                    failed(failure, command, parsed.originalArgs().contains(DEBUG));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .setParameterExceptionHandler((misuse, arguments) -> misused(misuse));
    }

    private static void failed(Exception failure, CommandLine command, boolean debug) {
        command.getErr().println(name(command) + ": " + OneLine.of(failure));
        if (debug) {
            failure.printStackTrace(command.getErr());
        }
    }

    private static int misused(ParameterException misuse) {
        CommandLine command = misuse.getClass() == ParameterException.class
                ? asked(misuse.getCommandLine())
                : misuse.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + OneLine.of(misuse));
        UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("Try '" + name(command) + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A command that is a method knows its class's command alone: what was asked is below that. */
    private static CommandLine asked(CommandLine command) {
        ParseResult parsed = command.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? asked(parsed.subcommand().commandSpec().commandLine())
                : command;
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
