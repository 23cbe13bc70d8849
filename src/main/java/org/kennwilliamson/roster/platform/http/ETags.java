package org.kennwilliamson.roster.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.platform.database.ConditionalUpdate;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Strong ETags of RFC 9110, section 8.8.3, made of a row's version. */
public final class ETags {

    /** What {@code If-Match: *} stands for: every version there is. */
    public static final Long[] ANY = ConditionalUpdate.ANY_VERSION;

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");

    /** As {@link #of} writes it: tags are compared by their characters, and "01" is another tag than "1". */
    private static final Pattern VERSION = Pattern.compile("0|[1-9]\\d{0,17}");

    private ETags() {}

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The versions that a change may be based on.
     *
     * @param ifMatch the header: a list of tags, or {@code *}
     * @return versions for {@code version = any($n)}, or {@link #ANY}; a weak tag, which matches nothing, is left out
     * @throws ProblemException 428 without the header, 400 for one that can't be read
     */
    public static Long[] required(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(ProblemType.PRECONDITION_REQUIRED, "Send If-Match with the ETag that was read.");
        }
        return ifMatch.strip().equals("*") ? ANY : strong(ifMatch);
    }

    /** As {@link #required}, but any version will do where there is no header. */
    public static Long[] optional(String ifMatch) {
        return ifMatch == null ? ANY : required(ifMatch);
    }

    /** Whether a client that sent this {@code If-None-Match} already has the version; compares weakly. */
    public static boolean matches(String ifNoneMatch, long version) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.strip().equals("*")
                || parse("If-None-Match", ifNoneMatch).stream()
                        .anyMatch(tag -> tag.value().equals(Long.toString(version)));
    }

    /**
     * The value after a conditional change.
     *
     * @param what a thing's name, for the problem
     * @throws ProblemException 404 if there is no such thing, 412 if it has another version
     */
    public static <T> T changed(ConditionalUpdate<T> update, String what) {
        if (!update.found()) {
            throw ProblemException.notFound(what);
        }
        if (!update.done()) {
            throw ProblemException.of(
                    ProblemType.STALE_VERSION, "Read the " + what + " again and repeat the change on what it is now.");
        }
        return update.value();
    }

    private static Long[] strong(String ifMatch) {
        return parse("If-Match", ifMatch).stream()
                .filter(tag -> !tag.weak() && VERSION.matcher(tag.value()).matches())
                .map(tag -> Long.valueOf(tag.value()))
                .toArray(Long[]::new);
    }

    private static List<Tag> parse(String header, String value) {
        Matcher matcher = TAG.matcher(value);
        List<Tag> tags = new ArrayList<>();
        int end = 0;
        while (end < value.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw ProblemException.invalid(Violation.inHeader(header, "must be a list of ETags in quotes"));
            }
            tags.add(new Tag(matcher.group(1) != null, matcher.group(2)));
            end = matcher.end();
        }
        return tags;
    }

    private record Tag(boolean weak, String value) {}
}
