package org.kennwilliamson.roster.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.platform.database.ConditionalUpdate;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/**
 * Strong ETags of RFC 9110, section 8.8.3, made of a row's version. A proxy that compresses an answer changes its tag: nginx
 * makes {@code W/"8"} of {@code "8"}, Apache {@code "8-gzip"}. Both still name the version that the client has read, so both
 * count as it: what they leave open, which bytes it was sent in, changes nothing about what a change is based on.
 */
public final class ETags {

    /** What {@code If-Match: *} stands for: every version there is. */
    public static final Long[] ANY = ConditionalUpdate.ANY_VERSION;

    /** One element of a list, which may be empty: RFC 9110, section 5.6.1.2. */
    private static final Pattern ELEMENT = Pattern.compile("\\s*(?:(?:W/)?\"([^\"]*)\")?\\s*(?:,|$)");

    /**
     * As {@link #of} writes it, and as a proxy's content coding may end it. Tags are compared by their characters: "01" is
     * another tag than "1".
     */
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d{0,17})(?:-{1,2}(?:gzip|br|zstd|deflate))?");

    private ETags() {}

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The versions that a change may be based on.
     *
     * @param ifMatch the header: a list of tags, or {@code *}
     * @return versions for {@code version = any($n)}, or {@link #ANY}; a tag that no version has is left out
     * @throws ProblemException 428 without the header, 400 for one that can't be read
     */
    public static Long[] required(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw ProblemException.of(ProblemType.PRECONDITION_REQUIRED, "Send If-Match with the ETag that was read.");
        }
        return ifMatch.strip().equals("*") ? ANY : versions("If-Match", ifMatch).toArray(Long[]::new);
    }

    /** As {@link #required}, but any version will do if there is no header. */
    public static Long[] optional(String ifMatch) {
        return ifMatch == null ? ANY : required(ifMatch);
    }

    /** Whether a client that sent this {@code If-None-Match} already has the version; compares weakly. */
    public static boolean matches(String ifNoneMatch, long version) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.strip().equals("*")
                || versions("If-None-Match", ifNoneMatch).contains(version);
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

    private static List<Long> versions(String header, String value) {
        return tags(header, value).stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(version -> Long.valueOf(version.group(1)))
                .distinct()
                .toList();
    }

    private static List<String> tags(String header, String value) {
        Matcher element = ELEMENT.matcher(value);
        List<String> tags = new ArrayList<>();
        int end = 0;
        while (end < value.length() && element.find(end) && element.start() == end) {
            if (element.group(1) != null) {
                tags.add(element.group(1));
            }
            end = element.end();
        }
        if (end < value.length() || tags.isEmpty()) {
            throw ProblemException.invalid(Violation.inHeader(header, "must be a list of ETags in quotes"));
        }
        return tags;
    }
}
