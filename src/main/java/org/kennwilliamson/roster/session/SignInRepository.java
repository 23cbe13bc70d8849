package org.kennwilliamson.roster.session;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of signing in, and of failing to. */
@Singleton
class SignInRepository {

    /** For how many seconds more one of the subjects in this parameter is locked; null if none is. */
    static final String LOCKED = """
            (
                select ceil(extract(epoch from max(locked_until) - now()))::integer
                from sign_in_failures
                where subject = any(%s::text[]) and locked_until > now()
            )""";

    private static final Sql FIND = new Sql("""
            select u.id, u.password_hash, u.password_set_at, %s as locked_seconds
            from (select) as always left join users u on lower(u.email) = lower($1 collate "C") and u.active
            """.formatted(LOCKED.formatted("$2")));

    /**
     * Counts a failure for each subject that isn't locked at the moment; from its limit on, each one locks it, for twice
     * as long each time. After a quiet time the count starts again. Several replicas count in one row, so that none
     * has to be asked first; the account always comes before the address, so that no two wait for each other. A client
     * that is locked meanwhile is told that, and not whether this guess was wrong.
     */
    private static final Sql FAIL = new Sql("""
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
                                then now() + least(60 * 2 ^ least(n - most, 10), 3600) * interval '1 second'
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
            ), %s, %s
            select case when count(*) < cardinality($1::text[]) then coalesce(%s, 60) end as locked_seconds from counted
            """.formatted(
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
                    LOCKED.formatted("$1")));

    /**
     * Opens the session, if all that was checked still holds: of many guesses at once, those that come out after the
     * lock don't count, not even a right one. It and whoever disables the user or sets a password wait for each other, by
     * the row's key; nobody else keeps it waiting, so that the hash is replaced only if nobody is at the row.
     */
    private static final Sql OPEN = new Sql("""
            with locked as (
                select %s as seconds
            ), confirmed as (
                select u.id from users u cross join locked
                where u.id = $1 and u.active and u.password_set_at is not distinct from $3 and locked.seconds is null
                for key share of u
            ), free as (
                select id from users where $4::text is not null and id in (select id from confirmed)
                for no key update skip locked
            ), rehashed as (
                update users set password_hash = $4 where id in (select id from free) and password_hash = $10
            ), forgiven as (
                delete from sign_in_failures where subject = ($2::text[])[1] and exists (select from confirmed)
            ), opened as (
                insert into sessions (user_id, family_hash, secret_hash, expires_at, address, user_agent)
                select id, $5, $6, now() + $7::bigint * interval '1 second', $8, $9 from confirmed
                returning id, user_id
            ), %s
            select locked.seconds as locked_seconds, opened.id as session, array(
                    select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = $1
                ) as roles
            from locked left join opened on true
            """.formatted(
                    LOCKED.formatted("$2"),
                    AuditSql.event(
                            "session.created",
                            "'session:' || id",
                            "null",
                            "jsonb_build_object('user', user_id)",
                            "opened",
                            11)));

    private final Database database;

    SignInRepository(Database database) {
        this.database = database;
    }

    /**
     * Somebody who wants to sign in.
     *
     * @param user null if there is no such user, or a disabled one
     * @param passwordHash null if there is none
     * @param passwordSetAt tells whether it still is the same password, also if it was hashed again meanwhile
     * @param lockedSeconds for how long nothing is tried; empty if they aren't locked
     */
    record Candidate(UUID user, String passwordHash, OffsetDateTime passwordSetAt, Optional<Integer> lockedSeconds) {}

    /**
     * Somebody whose password was right.
     *
     * @param newHash of the same password, if the stored one isn't as hashes are made today, or null
     */
    record Confirmed(Candidate candidate, String newHash) {}

    /**
     * The result of opening a session.
     *
     * @param session null if it was refused
     * @param lockedSeconds as a candidate's
     */
    record Opened(UUID session, Set<String> roles, Optional<Integer> lockedSeconds) {}

    Uni<Candidate> find(String email, List<LockoutKey> subjects) {
        return database.read(FIND, Tuple.of(email).addArrayOfString(names(subjects)))
                .map(rows -> candidate(Rows.only(rows)));
    }

    /**
     * Counts a failure.
     *
     * @param user null if there is no such user
     * @return for how many seconds they are locked because of others that failed before; empty where this one counts
     */
    Uni<Optional<Integer>> fail(UUID user, List<LockoutKey> subjects, AuditContext trail) {
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(names(subjects))
                .addArrayOfInteger(subjects.stream().map(LockoutKey::limit).toArray(Integer[]::new))
                .addArrayOfLong(subjects.stream()
                        .map(subject -> subject.quiet().toSeconds())
                        .toArray(Long[]::new))
                .addUUID(user);
        return database.run(FAIL, AuditSql.withTrail(trail, arguments)).map(rows -> lockedSeconds(Rows.only(rows)));
    }

    /** Opens a session of somebody whose password was right a moment ago. */
    Uni<Opened> open(
            Confirmed confirmed,
            RefreshToken token,
            Duration ttl,
            String userAgent,
            List<LockoutKey> subjects,
            AuditContext trail) {
        Tuple arguments = Tuple.of(confirmed.candidate().user())
                .addArrayOfString(names(subjects))
                .addOffsetDateTime(confirmed.candidate().passwordSetAt())
                .addString(confirmed.newHash())
                .addBuffer(Buffer.buffer(token.familyHash()))
                .addBuffer(Buffer.buffer(token.secretHash()))
                .addLong(ttl.toSeconds())
                .addString(trail.address())
                .addString(userAgent)
                .addString(confirmed.candidate().passwordHash());
        return database.run(OPEN, AuditSql.withTrail(trail, arguments)).map(rows -> opened(Rows.only(rows)));
    }

    static String[] names(List<LockoutKey> subjects) {
        return subjects.stream().map(LockoutKey::name).toArray(String[]::new);
    }

    static Optional<Integer> lockedSeconds(Row row) {
        return Optional.ofNullable(row.getInteger("locked_seconds"));
    }

    private static Candidate candidate(Row row) {
        return new Candidate(
                row.getUUID("id"),
                row.getString("password_hash"),
                row.getOffsetDateTime("password_set_at"),
                lockedSeconds(row));
    }

    private static Opened opened(Row row) {
        return new Opened(row.getUUID("session"), Set.of(row.getArrayOfStrings("roles")), lockedSeconds(row));
    }
}
