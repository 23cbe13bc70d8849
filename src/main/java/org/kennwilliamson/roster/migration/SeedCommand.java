package org.kennwilliamson.roster.migration;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster seed}: users to try Roster with. */
@Command(
        name = "seed",
        description = {
            "Loads sample data: users with addresses that nobody has. Running it again changes nothing.",
            "Connects as MIGRATION_DATABASE_URL, else as DATABASE_URL."
        },
        footer = {"", "Example: roster migrate run && roster seed"})
public final class SeedCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--yes", description = "Also into a database with users who may be real.")
    private boolean yes;

    @Override
    public void run() {
        long added = new Seed(MigrationSettings.from(Variables.ofProcess())).load(yes);
        spec.commandLine().getOut().println("Added " + added + " users");
    }
}
