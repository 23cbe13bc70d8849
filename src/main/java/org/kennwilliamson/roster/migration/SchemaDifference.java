package org.kennwilliamson.roster.migration;

import java.util.ArrayList;
import java.util.List;

/** The lines that differ between two schemas, as pg_dump writes them. */
final class SchemaDifference {

    private static final int SHOWN = 10;

    private SchemaDifference() {}

    static List<String> between(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<String> gone = lines(before);
        List<String> left = lines(after);
        lines(after).forEach(gone::remove);
        lines(before).forEach(left::remove);
        List<String> differences = new ArrayList<>();
        gone.stream().limit(SHOWN).forEach(line -> differences.add("The undo scripts lose: " + line));
        left.stream().limit(SHOWN).forEach(line -> differences.add("The undo scripts leave: " + line));
        if (differences.isEmpty()) {
            differences.add("The schema's order is another one than before");
        }
        return differences;
    }

    private static List<String> lines(String schema) {
        return new ArrayList<>(schema.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                .toList());
    }
}
