package org.kennwilliamson.roster.platform.database;

import java.util.function.Function;
import java.util.function.Predicate;

import io.vertx.sqlclient.Row;

/**
 * The result of a change that was to happen only to a certain version.
 *
 * @param found whether there is such a thing at all
 * @param done whether it had the version and was changed
 * @param value what it is now, if it was changed
 */
public record ConditionalUpdate<T>(boolean found, boolean done, T value) {

    /** Instead of versions that a change may be based on: any version there is. */
    public static final Long[] ANY_VERSION = null;

    /** Reads the row of such a statement, whose column {@code found} tells whether the thing exists. */
    public static <T> ConditionalUpdate<T> of(Row row, Predicate<Row> done, Function<Row, T> from) {
        boolean changed = done.test(row);
        return new ConditionalUpdate<>(row.getBoolean("found"), changed, changed ? from.apply(row) : null);
    }
}
