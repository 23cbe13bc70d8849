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
import org.kennwilliamson.roster.lockout.LockoutSql;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of signing in. */
@Singleton
class SignInRepository {

    private static final Sql FIND = new Sql("sign-in.find", """
            select u.id, u.password_hash, u.password_set_at, %s as locked_seconds
            from (select) as always left join users u on lower(u.email) = lower($1 collate "C") and u.active
            """.formatted(LockoutSql.secondsLeft(2)));

    /**
     * Opens the session, if all that was checked still holds: of many guesses at once, those that come out after the
     * lock don't count, not even a right one. It and whoever disables the user or sets a password wait for each other, by
     * the row's key; nobody else keeps it waiting, so that the hash is replaced only if nobody is at the row.
     */
    private static final Sql OPEN = new Sql("sign-in.open", """
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
            ), %s, opened as (
                insert into sessions (user_id, family_hash, secret_hash, expires_at, address, user_agent)
                select id, $5, $6, now() + $7::bigint * interval '1 second', $8, $9 from confirmed
                returning id, user_id
            ), %s
            select locked.seconds as locked_seconds, opened.id as session, array(
                    select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = $1
                ) as roles
            from locked left join opened on true
            """.formatted(
                    LockoutSql.secondsLeft(2),
                    LockoutSql.forget("confirmed", 2),
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
     * The result of opening a session.
     *
     * @param session null if it was refused
     * @param lockedSeconds as a candidate's
     */
    record SignInOutcome(UUID session, Set<String> roles, Optional<Integer> lockedSeconds) {}

    Uni<Candidate> find(String email, List<LockoutKey> keys) {
        return database.read(FIND, Tuple.of(email).addArrayOfString(LockoutKey.names(keys)))
                .map(rows -> candidate(Rows.only(rows)));
    }

    /**
     * Opens a session.
     *
     * @param newHash of the same password, if the stored one isn't as hashes are made today, or null
     */
    Uni<SignInOutcome> open(
            PasswordOwner owner,
            String newHash,
            RefreshToken token,
            Duration ttl,
            String userAgent,
            AuditContext trail) {
        Candidate candidate = owner.candidate();
        Tuple arguments = Tuple.of(candidate.user())
                .addArrayOfString(LockoutKey.names(owner.keys()))
                .addOffsetDateTime(candidate.passwordSetAt())
                .addString(newHash)
                .addBuffer(Buffer.buffer(token.familyHash()))
                .addBuffer(Buffer.buffer(token.secretHash()))
                .addLong(ttl.toSeconds())
                .addString(trail.address())
                .addString(userAgent)
                .addString(candidate.passwordHash());
        return database.run(OPEN, AuditSql.withTrail(trail, arguments)).map(rows -> outcome(Rows.only(rows)));
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

    private static SignInOutcome outcome(Row row) {
        return new SignInOutcome(row.getUUID("session"), Set.of(row.getArrayOfStrings("roles")), lockedSeconds(row));
    }
}
