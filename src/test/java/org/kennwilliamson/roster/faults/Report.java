package org.kennwilliamson.roster.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.faults.FaultRun.Struck;

/**
 * What came of a run.
 *
 * @param faults what the ledger has found
 * @param heapBefore live KiB of the heap early in the last process' life; 0 if it wasn't measured
 */
record Report(
        long seed,
        Duration took,
        History history,
        List<Struck> struck,
        List<String> skipped,
        List<String> faults,
        Watch watch,
        long heapBefore,
        long heapAfter) {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** More than this, and its last quarter isn't its first one's. */
    private static final double FLAT = 1.1;

    /** Everything that must not be; empty if the run has found nothing. */
    List<String> failures() {
        List<String> failures = new ArrayList<>(faults);
        failures.addAll(history.wrong());
        for (Struck one : struck) {
            if (one.readyAfter().compareTo(SOON) > 0) {
                failures.add(one.fault().name() + ": ready only after " + one.readyAfter());
            }
        }
        if (watch.mostConnections() > Site.MAX_CONNECTIONS) {
            failures.add("the service held " + watch.mostConnections() + " connections, DB_MAX_CONNECTIONS is "
                    + Site.MAX_CONNECTIONS);
        }
        if (heapBefore > 0 && heapAfter > heapBefore * FLAT) {
            failures.add("the heap has grown from " + heapBefore + " to " + heapAfter + " KiB");
        }
        if (heapBefore > 0 && watch.residentMib(3) > watch.residentMib(0) * FLAT) {
            failures.add("memory has grown from " + watch.residentMib(0) + " to " + watch.residentMib(3) + " MiB");
        }
        return failures;
    }

    /** As docs/reliability.md has it. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "Seed %d, %d minutes %d seconds.", seed, took.toMinutes(), took.toSecondsPart());
        line(text, "");
        line(text, "| what | figure |");
        line(text, "|---|---|");
        line(text, "| requests | %d |", history.requests());
        line(text, "| writes that were wanted | %d |", history.writes().size());
        line(text, "| … acknowledged | %d |", count(Write.End.DONE));
        line(text, "| … refused, as they have to be | %d |", count(Write.End.NOT_DONE));
        line(
                text,
                "| … of which at least one request got no certain answer | %d |",
                history.writes().stream().filter(Write::isUncertain).count());
        line(
                text,
                "| … sent again until they were certain | %d |",
                history.writes().stream()
                        .filter(write -> write.attempts().size() > 1)
                        .count());
        line(text, "| … never certain | %d |", count(Write.End.UNKNOWN));
        line(text, "| faults | %d |", struck.size());
        for (String kind : List.of("lost", "doubled", "missing", "left over", "changed though refused")) {
            line(
                    text,
                    "| %s | %d |",
                    kind,
                    faults.stream().filter(fault -> fault.startsWith(kind)).count());
        }
        line(text, "| wrong answers | %d |", history.wrongs());
        line(text, "| sessions that ended because a refresh's answer was late | %d |", history.sessionsLost());
        line(text, "| most connections to the database | %d of %d |", watch.mostConnections(), Site.MAX_CONNECTIONS);
        if (heapBefore > 0) {
            line(
                    text,
                    "| resident, first and last quarter | %d and %d MiB |",
                    watch.residentMib(0),
                    watch.residentMib(3));
            line(
                    text,
                    "| live heap, early and at the end | %.1f and %.1f MiB |",
                    heapBefore / 1024.0,
                    heapAfter / 1024.0);
        }
        line(text, "");
        faultTable(text);
        line(text, "");
        line(text, "| answer | times |");
        line(text, "|---|---|");
        history.answers().forEach((kind, count) -> line(text, "| %s | %d |", kind, count.get()));
        for (String why : skipped) {
            line(text, "%nSkipped: %s.", why);
        }
        failures().forEach(failure -> line(text, "%nFAILED: %s", failure));
        return text.toString();
    }

    private void faultTable(StringBuilder text) {
        Map<String, List<Struck>> byName = struck.stream()
                .collect(Collectors.groupingBy(one -> one.fault().name(), TreeMap::new, Collectors.toList()));
        line(text, "| fault | times | longest | ready again, at the latest | most connections |");
        line(text, "|---|---|---|---|---|");
        byName.forEach((name, all) -> line(
                text,
                "| %s | %d | %.1f s | %s | %d |",
                name,
                all.size(),
                longest(all, Struck::lasted),
                all.get(0).fault().takesDatabase()
                        ? String.format(Locale.ROOT, "%.2f s", longest(all, Struck::readyAfter))
                        : "–",
                all.stream().mapToInt(Struck::connections).max().orElseThrow()));
    }

    private static double longest(List<Struck> all, java.util.function.Function<Struck, Duration> which) {
        return all.stream()
                        .map(which)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .toMillis()
                / 1_000.0;
    }

    private long count(Write.End end) {
        return history.writes().stream().filter(write -> write.end() == end).count();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
