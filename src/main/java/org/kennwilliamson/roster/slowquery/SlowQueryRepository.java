package org.kennwilliamson.roster.slowquery;

import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** The SQL of slow queries. */
@Singleton
class SlowQueryRepository {

    /** Of this database alone. Other roles' statements have no text for this one, so they say nothing. */
    private static final Sql SLOWEST = new Sql("slow-query.slowest", """
            select trim(regexp_replace(query, '\\s+', ' ', 'g')) as query, calls, total_exec_time, mean_exec_time,
                max_exec_time, rows,
                (100.0 * shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, 0))::float8 as hit_percent
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
                and userid = (select oid from pg_roles where rolname = current_user)
            order by total_exec_time desc, queryid
            limit $1
            """);

    private static final Sql SCHEMA = new Sql("slow-query.schema", """
            select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'pg_stat_statements'
            """);

    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NOT_LOADED = "55000";
    private static final String NO_RIGHT = "42501";

    private final Database database;

    SlowQueryRepository(Database database) {
        this.database = database;
    }

    /** Those that have taken the most time, first. Fails with a 501 problem if PostgreSQL doesn't count for Roster. */
    Uni<List<SlowQuery>> slowest(int most) {
        return database.run(SLOWEST, Tuple.of(most))
                .map(rows -> Rows.all(rows, SlowQueryRepository::from))
                .onFailure()
                .recoverWithUni(this::explained);
    }

    /** What isn't there, or may not be read, is elsewhere a schema that is behind. */
    private Uni<List<SlowQuery>> explained(Throwable failure) {
        Throwable cause = failure instanceof DatabaseUnavailableException unavailable && unavailable.isOfSchema()
                ? failure.getCause()
                : failure;
        return cause instanceof PgException fault
                ? explained(fault)
                : Uni.createFrom().failure(cause);
    }

    private Uni<List<SlowQuery>> explained(PgException fault) {
        return switch (String.valueOf(fault.getSqlState())) {
            case NO_SUCH_TABLE -> database.run(SCHEMA, Tuple.tuple()).chain(SlowQueryRepository::elsewhere);
            case NOT_LOADED ->
                unavailable("is not loaded: put it into shared_preload_libraries and restart PostgreSQL.");
            case NO_RIGHT ->
                unavailable("may not be read by Roster (" + fault.getErrorMessage()
                        + "): grant select on pg_stat_statements to roster_service, as a superuser.");
            default -> Uni.createFrom().failure(fault);
        };
    }

    private static Uni<List<SlowQuery>> elsewhere(RowSet<Row> schemas) {
        return unavailable(Rows.first(
                        schemas,
                        row -> "is in the schema " + row.getString("nspname")
                                + ", where Roster doesn't look: alter extension pg_stat_statements set schema public, as a "
                                + "superuser.")
                .orElse("is not in this database: create extension pg_stat_statements, as a superuser."));
    }

    private static Uni<List<SlowQuery>> unavailable(String reason) {
        return Uni.createFrom()
                .failure(ProblemException.of(ProblemType.SLOW_QUERIES_UNAVAILABLE, "pg_stat_statements " + reason));
    }

    private static SlowQuery from(Row row) {
        return new SlowQuery(
                row.getString("query"),
                row.getLong("calls"),
                row.getDouble("total_exec_time"),
                row.getDouble("mean_exec_time"),
                row.getDouble("max_exec_time"),
                row.getLong("rows"),
                row.getDouble("hit_percent"));
    }
}
