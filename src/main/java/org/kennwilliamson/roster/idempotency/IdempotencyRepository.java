package org.kennwilliamson.roster.idempotency;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of requests' names, beside that of what they create. */
@Singleton
class IdempotencyRepository {

    private static final Sql SWEEP =
            new Sql("idempotency.sweep", "delete from idempotency_keys where " + IdempotencySql.EXPIRED);

    private final Database database;

    IdempotencyRepository(Database database) {
        this.database = database;
    }

    /** Removes names that don't count any more. */
    Uni<Void> sweep() {
        return database.run(SWEEP, Tuple.tuple()).replaceWithVoid();
    }
}
