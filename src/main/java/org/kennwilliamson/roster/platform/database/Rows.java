package org.kennwilliamson.roster.platform.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** From rows to values. */
public final class Rows {

    private Rows() {}

    /** Each row's value, in order. */
    public static <T> List<T> all(RowSet<Row> rows, Function<Row, T> from) {
        return StreamSupport.stream(rows.spliterator(), false).map(from).toList();
    }

    /** The first row's value, if there is a row. */
    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> from) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(from.apply(only(rows)));
    }

    /** The one row of a statement that always has one. */
    public static Row only(RowSet<Row> rows) {
        return rows.iterator().next();
    }
}
