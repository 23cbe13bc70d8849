package org.kennwilliamson.roster.backup.config;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of cron's fields.
 *
 * @param values that it allows
 * @param open whether it begins with an asterisk, and so restricts no other field
 */
record CronField(BitSet values, boolean open) {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int SUNDAY_AGAIN = 7;

    /** A part of a list: all, one or some of the values, or each so many of them. */
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w{1,9})(?:-(\\w{1,9}))?)(?:/(\\d{1,9}))?");

    /** @throws IllegalArgumentException if it is none */
    static CronField of(String text, int lowest, int highest) {
        return read(text, lowest, highest, List.of());
    }

    /** Also with the names of months. */
    static CronField ofMonths(String text) {
        return read(text, 1, MONTHS.size(), MONTHS);
    }

    /** Also with the names of days; 0 and 7 are Sunday. */
    static CronField ofWeekdays(String text) {
        CronField field = read(text, 0, SUNDAY_AGAIN, DAYS);
        if (field.values.get(SUNDAY_AGAIN)) {
            field.values.set(0);
        }
        return field;
    }

    boolean allows(int value) {
        return values.get(value);
    }

    private static CronField read(String text, int lowest, int highest, List<String> names) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher found = PART.matcher(part);
            require(found.matches());
            int from = found.group(1) == null ? lowest : number(found.group(1), lowest, names);
            int to = last(found, from, highest, lowest, names);
            int step = found.group(3) == null ? 1 : Integer.parseInt(found.group(3));
            require(from >= lowest && from <= to && to <= highest && step > 0);
            for (int value = from; value <= to; value += Math.min(step, highest + 1)) {
                values.set(value);
            }
        }
        return new CronField(values, text.startsWith("*"));
    }

    /** A single value with a step goes on to the end. */
    private static int last(Matcher part, int from, int highest, int lowest, List<String> names) {
        if (part.group(2) != null) {
            return number(part.group(2), lowest, names);
        }
        return part.group(1) == null || part.group(3) != null ? highest : from;
    }

    private static int number(String text, int lowest, List<String> names) {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        return name >= 0 ? name + lowest : Integer.parseInt(text);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
