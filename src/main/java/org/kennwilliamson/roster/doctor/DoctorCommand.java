package org.kennwilliamson.roster.doctor;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.platform.cli.JsonOutput;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster doctor}: one screen with everything that an operator would look at. */
@Command(
        name = "doctor",
        description =
                "Checks the variables, the database, its roles, schema and WAL, the backups, the keys and the clock. "
                        + "Changes nothing.",
        footer = {
            "",
            "Each line is OK, WARN (weaker than it could be) or FAIL (broken), with what to do about it.",
            "Exits 1 if one is FAIL. Run it as the service's user and with the service's variables.",
            "Example: roster doctor --json"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final Map<Level, String> STYLES =
            Map.of(Level.OK, "@|green OK|@    ", Level.WARN, "@|yellow WARN|@  ", Level.FAIL, "@|bold,red FAIL|@  ");

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(Variables.ofProcess(), Clock.systemUTC());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonOutput.of(findings));
        } else {
            findings.forEach(finding -> print(finding, out));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
    }

    private static void print(Finding finding, PrintWriter out) {
        out.println(
                Ansi.AUTO.string(STYLES.get(finding.level())) + "%-19s".formatted(finding.name()) + finding.message());
        if (finding.remedy() != null) {
            out.println("      -> " + finding.remedy());
        }
    }
}
