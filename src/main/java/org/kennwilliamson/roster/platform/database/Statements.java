package org.kennwilliamson.roster.platform.database;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Something that runs statements: the pool, or one transaction. */
@FunctionalInterface
public interface Statements {

    /**
     * Prepares (once per connection) and runs one statement.
     *
     * @return its rows; fails with {@link DatabaseUnavailableException} or {@link ConstraintViolationException}
     */
    Uni<RowSet<Row>> run(Sql sql, Tuple arguments);
}
