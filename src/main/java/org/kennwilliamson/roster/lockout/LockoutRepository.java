package org.kennwilliamson.roster.lockout;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of failures that count. */
@Singleton
class LockoutRepository {

    /**
     * Counts a failure for each key that isn't locked at the moment; from its limit on, each one locks it, for twice as
     * long each time. After a quiet time the count starts again. Several replicas count in one row, so that none has to
     * be asked first; the account always comes before the address, so that no two wait for each other. A client that is
     * locked meanwhile is told that, and not whether this guess was wrong.
     */
    private static final Sql COUNT = new Sql("lockout.count", """
            with failed as (
                select subject, most, quiet
                from unnest($1::text[], $2::integer[], $3::bigint[]) as t (subject, most, quiet)
            ), counted as (
                insert into sign_in_failures as f (subject, failures, last_failure_at)
                select subject, 1, now() from failed
                on conflict (subject) do update
                set last_failure_at = now(),
                    (failures, locked_until) = (
                        select n, case when n >= most
                                then now() + least(%1$d * 2 ^ least(n - most, 30), %2$d) * interval '1 second'
                            end
                        from failed cross join lateral (
                            select case when f.last_failure_at < now() - quiet * interval '1 second' then 1
                                    else f.failures + 1
                                end as n
                        ) as next
                        where failed.subject = f.subject
                    )
                where f.locked_until is null or f.locked_until <= now()
                returning subject, locked_until
            ), %3$s, %4$s
            select case when count(*) < cardinality($1::text[]) then coalesce(%5$s, %1$d) end as locked_seconds,
                count(*) filter (where locked_until > now() and starts_with(subject, 'account:')) as accounts,
                count(*) filter (where locked_until > now() and starts_with(subject, 'address:')) as addresses
            from counted
            """.formatted(
                    LockoutPolicy.SHORTEST.toSeconds(),
                    LockoutPolicy.LONGEST.toSeconds(),
                    AuditSql.event(
                            "refused",
                            "sign-in.refused",
                            "coalesce('user:' || $4::uuid, 'user:unknown')",
                            "null",
                            "null",
                            "(select) as always",
                            5),
                    AuditSql.event(
                            "locked",
                            "sign-in.locked",
                            "case when subject like 'account:%' then coalesce('user:' || $4::uuid, subject) else subject end",
                            "null",
                            "jsonb_build_object('until', locked_until)",
                            "counted where locked_until > now()",
                            5),
                    LockoutSql.secondsLeft(1)));

    /** Those that no policy remembers; also those beyond $1, oldest first, so that no attack fills the disk. */
    private static final Sql SWEEP = new Sql(
            "lockout.sweep", """
            delete from sign_in_failures
            where last_failure_at < now() - %d * interval '1 second'
                or last_failure_at <= (
                    select last_failure_at from sign_in_failures order by last_failure_at desc offset $1 limit 1
                )
            """.formatted(LockoutPolicy.OF_ACCOUNT.quiet().toSeconds()));

    private final Database database;

    LockoutRepository(Database database) {
        this.database = database;
    }

    /**
     * A failure that was counted, or not.
     *
     * @param lockedSeconds as {@link Lockouts#count} has it
     * @param accounts how many accounts it has locked
     * @param addresses how many addresses it has locked
     */
    record CountedFailure(Optional<Integer> lockedSeconds, int accounts, int addresses) {}

    Uni<CountedFailure> count(UUID user, List<LockoutKey> keys, AuditContext trail) {
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(LockoutKey.names(keys))
                .addArrayOfInteger(
                        keys.stream().map(key -> key.policy().limit()).toArray(Integer[]::new))
                .addArrayOfLong(keys.stream()
                        .map(key -> key.policy().quiet().toSeconds())
                        .toArray(Long[]::new))
                .addUUID(user);
        return database.run(COUNT, AuditSql.withTrail(trail, arguments)).map(rows -> counted(Rows.only(rows)));
    }

    private static CountedFailure counted(Row row) {
        return new CountedFailure(
                Optional.ofNullable(row.getInteger("locked_seconds")),
                row.getInteger("accounts"),
                row.getInteger("addresses"));
    }

    /** Deletes failures of long ago, and all but the latest of so many accounts and addresses. */
    Uni<Void> sweep(int remembered) {
        return database.run(SWEEP, Tuple.of(remembered)).replaceWithVoid();
    }
}
