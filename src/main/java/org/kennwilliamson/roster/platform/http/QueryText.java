package org.kennwilliamson.roster.platform.http;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Text in the query string that something is looked up by. */
public final class QueryText {

    private static final int LONGEST = 254;

    private QueryText() {}

    /** Throws a problem for a text that nothing can be called; null asks for nothing and is valid. */
    public static void check(String parameter, String value) {
        if (value != null && (value.isEmpty() || value.length() > LONGEST || !PlainText.Validator.isPlain(value))) {
            throw ProblemException.invalid(
                    Violation.inQuery(parameter, "must be 1 to " + LONGEST + " characters without control characters"));
        }
    }
}
