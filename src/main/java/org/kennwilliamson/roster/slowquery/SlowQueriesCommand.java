package org.kennwilliamson.roster.slowquery;

import java.io.PrintWriter;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.platform.cli.JsonOutput;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster slow-queries}: what the service's statements cost. */
@Command(
        name = "slow-queries",
        description = {
            "Lists the service's statements that have taken the most time, all calls together.",
            "Connects as DATABASE_URL, and reads pg_stat_statements."
        },
        footer = {"", "Example: roster slow-queries --limit 5"})
public final class SlowQueriesCommand implements Runnable {

    private static final String FORMAT = "%12s  %10s  %10s  %10s  %6s  %s";
    private static final int SHOWN = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + SlowQueryLimit.DEFAULT,
            description = "How many, 1 to 200; by default ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print them as JSON, with all of their text.")
    private boolean json;

    @Override
    public void run() {
        if (limit < 1 || limit > SlowQueryLimit.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be a whole number from 1 to " + SlowQueryLimit.MOST);
        }
        List<SlowQuery> slowest = new CommandSlowQueries(Variables.ofProcess()).slowest(limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonOutput.of(slowest));
            return;
        }
        out.println(FORMAT.formatted("TOTAL MS", "CALLS", "MEAN MS", "MAX MS", "HIT %", "STATEMENT"));
        slowest.forEach(query -> out.println(line(query)));
    }

    private static String line(SlowQuery query) {
        String text = query.query();
        return FORMAT.formatted(
                "%.1f".formatted(query.totalMillis()),
                query.calls(),
                "%.2f".formatted(query.meanMillis()),
                "%.1f".formatted(query.maxMillis()),
                query.hitPercent() == null ? "" : "%.1f".formatted(query.hitPercent()),
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }
}
