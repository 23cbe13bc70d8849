package org.kennwilliamson.roster.statistics;

import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.database.Database;
import org.kennwilliamson.roster.database.Rows;
import org.kennwilliamson.roster.database.Sql;
import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;

/** The SQL of slow queries. */
@Singleton
class SlowQueryRepository {

    /** Of this database alone. Other roles' statements have no text for this one, so they say nothing. */
    private static final Sql SLOWEST = new Sql("""
            select trim(regexp_replace(query, '\\s+', ' ', 'g')) as query, calls, total_exec_time, mean_exec_time,
                max_exec_time, rows,
                (100.0 * shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, 0))::float8 as hit_percent
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
                and userid = (select oid from pg_roles where rolname = current_user)
            order by total_exec_time desc, queryid
            limit $1
            """);

    private static final String NO_SUCH_TABLE = "42P01";

    private final Database database;

    SlowQueryRepository(Database database) {
        this.database = database;
    }

    /** Those that have taken the most time, first. Fails with a 501 problem where PostgreSQL doesn't count. */
    Uni<List<SlowQuery>> slowest(int most) {
        return database.run(SLOWEST, Tuple.of(most))
                .map(rows -> Rows.all(rows, SlowQueryRepository::from))
                .onFailure(PgException.class)
                .transform(SlowQueryRepository::unavailable);
    }

    private static ProblemException unavailable(Throwable failure) {
        String reason = failure instanceof PgException fault && NO_SUCH_TABLE.equals(fault.getSqlState())
                ? "pg_stat_statements is not in this database: create extension pg_stat_statements, as a superuser."
                : "pg_stat_statements is not loaded: put it into shared_preload_libraries and restart PostgreSQL.";
        return ProblemException.of(ProblemType.SLOW_QUERIES_UNAVAILABLE, reason);
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
