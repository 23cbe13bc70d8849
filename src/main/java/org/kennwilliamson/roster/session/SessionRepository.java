package org.kennwilliamson.roster.session;

import java.time.Duration;
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
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of sessions that are open. */
@Singleton
class SessionRepository {

    private static final String ENTITY = "'session:' || id";
    private static final String WHOSE = "jsonb_build_object('user', user_id)";

    /** How long the last answer of a refresh may be asked for once more: it may have got lost. */
    private static final int GRACE_SECONDS = 10;

    /**
     * Rotates the secret. The one before it gets, for a while, the answer that it got; any other of the family is an old
     * one that somebody kept, and ends the session.
     */
    private static final Sql REFRESH = new Sql("session.refresh", """
            with presented as (
                select id, user_id, secret_hash = $2 as is_last,
                    coalesce(previous_hash = $2 and refreshed_at > now() - %d * interval '1 second', false) as is_repeated,
                    secret_salt
                from sessions
                where family_hash = $1 and expires_at > now()
                for no key update
            ), refreshed as (
                update sessions
                set previous_hash = secret_hash, secret_hash = $3, secret_salt = $4, refreshed_at = now(),
                    expires_at = now() + $5::bigint * interval '1 second'
                where id in (select id from presented where is_last)
            ), ended as (
                delete from sessions
                where id in (select id from presented where not is_last and not is_repeated)
                returning id, user_id
            ), %s
            select p.id, p.user_id, p.is_last, p.is_repeated, p.secret_salt, array(
                    select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = p.user_id
                ) as roles
            from presented p
            """.formatted(
                    GRACE_SECONDS, AuditSql.event("session.reused", ENTITY, WHOSE, "null", "ended", 6)));

    private static final Sql PAGE = new Sql("session.page", """
            select s.id, s.created_at, s.refreshed_at, s.expires_at, s.address, s.user_agent
            from users u left join lateral (
                select id, created_at, refreshed_at, expires_at, address, user_agent
                from sessions
                where user_id = u.id and id > $2 and expires_at > now()
                order by id
                limit $3
            ) s on true
            where u.id = $1
            order by s.id
            """);

    /** One session, of this user or, if that is null, of anybody. */
    private static final Sql END =
            new Sql("session.end", """
            with ended as (
                delete from sessions where id = $1 and ($2::uuid is null or user_id = $2) returning id, user_id
            ), %s
            select id from ended
            """.formatted(AuditSql.event("session.revoked", ENTITY, WHOSE, "null", "ended", 3)));

    private static final Sql END_ALL = new Sql(
            "session.end-all", """
            with ended as (
                delete from sessions where user_id = $1 returning id, user_id
            ), %s
            select exists (select from users where id = $1) as found
            """.formatted(AuditSql.event("session.revoked", ENTITY, WHOSE, "null", "ended", 2)));

    private static final Sql SWEEP = new Sql("session.sweep", "delete from sessions where expires_at <= now()");

    private final Database database;

    SessionRepository(Database database) {
        this.database = database;
    }

    /**
     * A session as the owner of its refresh token meets it.
     *
     * @param salt what the token's successor was derived with the last time
     * @param isLast whether the token was the session's last one, and is rotated now
     * @param isRepeated whether it was the one before, a moment ago
     */
    record SessionRefresh(
            UUID session, UUID user, Set<String> roles, byte[] salt, boolean isLast, boolean isRepeated) {}

    /** Empty if there is no such session any more. */
    Uni<Optional<SessionRefresh>> refresh(
            RefreshToken token, RefreshToken next, byte[] salt, Duration ttl, AuditContext trail) {
        Tuple arguments = Tuple.of(
                Buffer.buffer(token.familyHash()),
                Buffer.buffer(token.secretHash()),
                Buffer.buffer(next.secretHash()),
                Buffer.buffer(salt),
                ttl.toSeconds());
        return database.run(REFRESH, AuditSql.withTrail(trail, arguments))
                .map(rows -> Rows.first(rows, SessionRepository::refresh));
    }

    /** The user's sessions behind the page's cursor; empty if there is no such user. */
    Uni<Optional<List<Session>>> page(UUID user, Slice slice) {
        return database.read(PAGE, Tuple.of(user, slice.after(), slice.rows()))
                .map(rows -> Rows.first(
                        rows,
                        first -> first.getUUID("id") == null ? List.of() : Rows.all(rows, SessionRepository::from)));
    }

    /**
     * Whether there was such a session.
     *
     * @param owner whose it must be, or null
     */
    Uni<Boolean> end(UUID session, UUID owner, AuditContext trail) {
        return database.run(END, AuditSql.withTrail(trail, Tuple.of(session).addUUID(owner)))
                .map(rows -> rows.size() == 1);
    }

    /** Whether there is such a user. */
    Uni<Boolean> endAll(UUID user, AuditContext trail) {
        return database.run(END_ALL, AuditSql.withTrail(trail, Tuple.of(user)))
                .map(rows -> Rows.only(rows).getBoolean("found"));
    }

    /** Deletes sessions that have expired. */
    Uni<Void> sweep() {
        return database.run(SWEEP, Tuple.tuple()).replaceWithVoid();
    }

    private static SessionRefresh refresh(Row row) {
        Buffer salt = row.getBuffer("secret_salt");
        return new SessionRefresh(
                row.getUUID("id"),
                row.getUUID("user_id"),
                Set.of(row.getArrayOfStrings("roles")),
                salt == null ? null : salt.getBytes(),
                row.getBoolean("is_last"),
                row.getBoolean("is_repeated"));
    }

    private static Session from(Row row) {
        return new Session(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("refreshed_at"),
                row.getOffsetDateTime("expires_at"),
                row.getString("address"),
                row.getString("user_agent"));
    }
}
