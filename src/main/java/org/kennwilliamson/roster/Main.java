package org.kennwilliamson.roster;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

import org.kennwilliamson.roster.platform.cli.ErrorHandling;
import org.kennwilliamson.roster.platform.cli.StandardOutput;
import org.kennwilliamson.roster.platform.cli.WarningLog;

/** The program: the service, or one command. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String[] args) {
        run(args, () -> {});
    }

    /**
     * Runs one command to its end and ends the JVM with its exit code.
     *
     * @param last what to do after everything else has stopped
     */
    public static void run(String[] args, Runnable last) {
        Exit exit = new Exit(last);
        exit.with(StandardOutput.of(program(exit), args));
    }

    private static CommandLine program(Exit exit) {
        return ErrorHandling.toldBy(new CommandLine(new RosterCommand(exit))).setExecutionStrategy(parsed -> {
            if (!RosterCommand.serves(parsed)) {
                WarningLog.show();
            }
            return new CommandLine.RunLast().execute(parsed);
        });
    }
}
