package org.kennwilliamson.roster.platform.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller's {@code traceparent} says: W3C Trace Context, section 3.2.
 *
 * @param trace the trace that the request is a part of
 * @param span the caller's span
 * @param sampled whether the caller records its own
 */
public record TraceParent(TraceId trace, long span, boolean sampled) {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    /** Version 00 ends with the flags; later ones may go on behind a dash. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)([0-9a-f]{2})-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?");

    private static final int SAMPLED = 1;

    /** Reads the header; empty if there is none, more than one, or one that isn't valid. */
    public static Optional<TraceParent> of(List<String> headers) {
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(headers.get(0));
        if (!parts.matches() || parts.group(6) != null && parts.group(1).equals("00")) {
            return Optional.empty();
        }
        TraceId trace = new TraceId(number(parts.group(2)), number(parts.group(3)));
        long span = number(parts.group(4));
        return trace.high() == 0 && trace.low() == 0 || span == 0
                ? Optional.empty()
                : Optional.of(new TraceParent(trace, span, (number(parts.group(5)) & SAMPLED) != 0));
    }

    private static long number(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
