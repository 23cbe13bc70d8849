package org.kennwilliamson.roster;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.Vetoed;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.backup.BackupCommand;
import org.kennwilliamson.roster.doctor.DoctorCommand;
import org.kennwilliamson.roster.health.HealthCommand;
import org.kennwilliamson.roster.migration.MigrateCommand;
import org.kennwilliamson.roster.migration.SeedCommand;
import org.kennwilliamson.roster.platform.cli.BuildVersion;
import org.kennwilliamson.roster.platform.cli.CompletionCommand;
import org.kennwilliamson.roster.platform.config.SettingsValidator;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.restore.RestoreCommand;
import org.kennwilliamson.roster.session.TokenCommand;
import org.kennwilliamson.roster.slowquery.SlowQueriesCommand;
import org.kennwilliamson.roster.user.UserCommand;

/** {@code roster}: without a command it serves. Created by {@link Main}, before there is a container for beans. */
@Vetoed
@Command(
        name = "roster",
        description = "Owns the users and roles of a web site in PostgreSQL. Without a command it serves.",
        footer = {
            "",
            "The settings are environment variables; DATABASE_URL is the one that has no default.",
            "Example: DATABASE_URL=postgresql://user:password@host:port/database roster"
        },
        versionProvider = BuildVersion.class,
        subcommands = {
            HealthCommand.class,
            DoctorCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MigrateCommand.class,
            UserCommand.class,
            TokenCommand.class,
            SeedCommand.class,
            SlowQueriesCommand.class,
            CompletionCommand.class
        })
final class RosterCommand implements Callable<Integer> {

    private final Exit exit;

    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    RosterCommand(Exit exit) {
        this.exit = exit;
    }

    /** Whether this is the service, which sets up its log by itself. */
    static boolean serves(ParseResult parsed) {
        return !parsed.hasSubcommand()
                || parsed.subcommand().commandSpec().name().equals("serve");
    }

    @Override
    public Integer call() {
        return serve();
    }

    @Command(
            description = "Runs the service until SIGTERM or SIGINT.",
            footer = {"", "Example: PORT=8081 roster serve"})
    int serve() {
        Variables variables = Variables.ofProcess();
        List<String> faults = SettingsValidator.faults(variables);
        if (!faults.isEmpty()) {
            spec.commandLine().getErr().println(faults.get(0));
            return 1;
        }
        variables.showFramework();
        return run();
    }

    private int run() {
        AtomicInteger code = new AtomicInteger();
        if (!Exit.isDevelopment()) {
            ApplicationLifecycleManager.setDefaultExitCodeHandler((exitCode, failure) -> code.set(exitCode));
        }
        exit.cleanlyOnSignals();
        Quarkus.run(Service.class);
        return code.get();
    }
}
