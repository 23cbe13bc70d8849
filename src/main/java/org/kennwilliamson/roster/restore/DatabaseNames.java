package org.kennwilliamson.roster.restore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the databases that stand beside a live one. */
final class DatabaseNames {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern BESIDE = Pattern.compile("(.+)_(?:restored|before)_\\d{8}_\\d{6}", Pattern.DOTALL);

    /** PostgreSQL truncates longer ones silently. */
    private static final int LONGEST = 63;

    private DatabaseNames() {}

    /** One that was restored and isn't live. */
    static String restored(String live, Instant now) {
        return beside(live, "_restored_", now);
    }

    /** One that was live until now. */
    static String aside(String live, Instant now) {
        return beside(live, "_before_", now);
    }

    /** The live database that one of that name stands beside. */
    static Optional<String> live(String beside) {
        Matcher name = BESIDE.matcher(beside);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private static String beside(String live, String middle, Instant now) {
        String start = live;
        while (isTooLong(start + middle + TIME.format(now))) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + middle + TIME.format(now);
    }
}
