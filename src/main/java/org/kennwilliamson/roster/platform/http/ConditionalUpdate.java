package org.kennwilliamson.roster.platform.http;

import java.util.function.Function;
import java.util.function.Predicate;

import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/**
 * What came of a change that was to happen only to a certain version.
 *
 * @param found whether there is such a thing at all
 * @param done whether it had the version and was changed
 * @param value what it is now, where it was changed
 */
public record ConditionalUpdate<T>(boolean found, boolean done, T value) {

    /** Reads the row of such a statement, whose column {@code found} tells whether the thing exists. */
    public static <T> ConditionalUpdate<T> of(Row row, Predicate<Row> done, Function<Row, T> from) {
        boolean changed = done.test(row);
        return new ConditionalUpdate<>(row.getBoolean("found"), changed, changed ? from.apply(row) : null);
    }

    /** The changed value. Throws 404 where there is nothing, 412 where it has another version. */
    public T orThrow(String what) {
        if (!found) {
            throw ProblemException.notFound(what);
        }
        if (!done) {
            throw ProblemException.of(
                    ProblemType.STALE_VERSION, "Read the " + what + " again and repeat the change on what it is now.");
        }
        return value;
    }
}
