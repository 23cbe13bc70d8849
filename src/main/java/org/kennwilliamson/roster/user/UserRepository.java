package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.idempotency.IdempotencySql;
import org.kennwilliamson.roster.lockout.LockoutSql;
import org.kennwilliamson.roster.platform.database.ConditionalUpdate;
import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of users. */
@Singleton
class UserRepository {

    private static final String ENTITY = "'user:' || id";

    private static final Sql FIND =
            new Sql("user.find", "select " + UserSql.COLUMNS + "\nfrom users u\nwhere u.id = $1");

    /** Locks the row first, so that the state before, as the audit event has it, is the one that was changed. */
    private static final Sql CHANGE = new Sql("user.change", """
        with old as (
            select id, email, display_name, active from users where id = $1 for no key update
        ), changed as (
            update users u
            set email = case when $3 then $4 else u.email end,
                display_name = case when $5 then $6 else u.display_name end,
                active = case when $7 then $8 else u.active end,
                version = version + 1,
                updated_at = now()
            from old
            where u.id = old.id and ($2::bigint[] is null or version = any($2))
            returning u.id, u.email, u.display_name, u.active, u.version, u.created_at, u.updated_at
        ), %s
        select exists (select from users where id = $1) as found, %s
        from (select) as always left join changed u on true
        """.formatted(
                    AuditSql.event(
                            "user.changed",
                            ENTITY,
                            "jsonb_build_object('email', old.email, 'displayName', old.display_name, 'active',"
                                    + " old.active)",
                            "jsonb_build_object('email', changed.email, 'displayName', changed.display_name, 'active',"
                                    + " changed.active)",
                            "old join changed using (id)",
                            9),
                    UserSql.COLUMNS));

    private static final Sql DELETE = new Sql("user.delete", """
        with owned as (
            select array_agg(r.name order by r.name) as roles
            from user_roles ur join roles r on r.id = ur.role_id
            where ur.user_id = $1
        ), deleted as (
            delete from users
            where id = $1 and ($2::bigint[] is null or version = any($2))
            returning id, email, display_name, active
        ), %s
        select exists (select from users where id = $1) as found, exists (select from deleted) as done
        """.formatted(AuditSql.event(
            "user.removed",
            ENTITY,
            "jsonb_build_object('email', email, 'displayName', display_name, 'active', active, 'roles', roles)",
            "null",
            "deleted cross join owned",
            3)));

    private static final Sql SET_PASSWORD = new Sql("user.set-password", """
        with changed as (
            update users
            set password_hash = $2, password_set_at = now(), version = version + 1, updated_at = now()
            where id = $1
            returning id, email
        ), %s, %s
        select id from changed
        """.formatted(
                    LockoutSql.unlock("changed", 3),
                    AuditSql.event("user.password-set", ENTITY, "null", "null", "changed", 3)));

    private final Database database;

    UserRepository(Database database) {
        this.database = database;
    }

    /** The users behind {@code after} that pass the filter; a search by prefix may take long. */
    Uni<List<User>> page(UserFilter filter, Slice slice) {
        Sql sql = UserSql.listFor(filter);
        Tuple arguments = UserSql.arguments(filter, slice.after(), slice.rows());
        Uni<RowSet<Row>> rows = filter.q == null ? database.read(sql, arguments) : database.run(sql, arguments);
        return rows.map(found -> Rows.all(found, UserRepository::from));
    }

    /** The users of a role behind the page's cursor; empty where there is no such role. */
    Uni<Optional<List<User>>> page(String role, Slice slice) {
        return database.read(UserSql.OF_ROLE, Tuple.of(role, slice.after(), slice.rows()))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(members(rows)));
    }

    Uni<Optional<User>> find(UUID id) {
        return database.read(FIND, Tuple.of(id)).map(rows -> Rows.first(rows, UserRepository::from));
    }

    /**
     * Creates a user, or gives the one that the first request of this name created.
     *
     * @param passwordHash null for none
     */
    Uni<User> create(NewUser user, String passwordHash, Optional<IdempotencyKey> key, AuditContext trail) {
        Tuple arguments = AuditSql.withTrail(
                trail, Tuple.of(user.email(), user.displayName(), passwordHash).addArrayOfString(user.roleNames()));
        return key.map(name -> database.run(NewUserSql.CREATE_ONCE, IdempotencySql.withKey(name, arguments)))
                .orElseGet(() -> database.run(NewUserSql.CREATE, arguments))
                .map(rows -> created(Rows.only(rows)))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    private static User created(Row row) {
        Boolean same = row.getBoolean("same");
        if (!IdempotencySql.isRepeated(same)) {
            UserRoles.requireKnown(row.getArrayOfStrings("unknown"));
        }
        IdempotencySql.requireAnswer(same, row.getUUID("id"));
        return from(row);
    }

    /** @param versions that the change may be based on, or {@link ConditionalUpdate#ANY_VERSION} */
    Uni<ConditionalUpdate<User>> change(UUID id, Long[] versions, UserPatch patch, AuditContext trail) {
        Tuple arguments = Tuple.of(id)
                .addArrayOfLong(versions)
                .addBoolean(patch.email().wanted())
                .addString(patch.email().value())
                .addBoolean(patch.displayName().wanted())
                .addString(patch.displayName().value())
                .addBoolean(patch.active().wanted())
                .addBoolean(patch.active().value());
        return change(id, versions, AuditSql.withTrail(trail, arguments))
                .map(rows ->
                        ConditionalUpdate.of(Rows.only(rows), row -> row.getUUID("id") != null, UserRepository::from))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    /**
     * A statement that waited for another's change goes on with the new row, but shows the roles that it saw before.
     * If one version is wanted, that is a 412; if any will do, the lock comes first.
     */
    private Uni<RowSet<Row>> change(UUID id, Long[] versions, Tuple arguments) {
        if (versions != ConditionalUpdate.ANY_VERSION && versions.length <= 1) {
            return database.run(CHANGE, arguments);
        }
        return database.inTransaction(transaction ->
                transaction.run(UserSql.LOCK, Tuple.of(id)).chain(() -> transaction.run(CHANGE, arguments)));
    }

    Uni<ConditionalUpdate<Void>> delete(UUID id, Long[] versions, AuditContext trail) {
        return database.run(DELETE, AuditSql.withTrail(trail, Tuple.of(id).addArrayOfLong(versions)))
                .map(rows -> ConditionalUpdate.of(Rows.only(rows), row -> row.getBoolean("done"), row -> (Void) null))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    /** Sets it, and forgets what failed with the one before. Whether there is such a user. */
    Uni<Boolean> setPassword(UUID id, String passwordHash, AuditContext trail) {
        return database.run(SET_PASSWORD, AuditSql.withTrail(trail, Tuple.of(id, passwordHash)))
                .map(rows -> rows.size() == 1);
    }

    private static List<User> members(RowSet<Row> rows) {
        return Rows.only(rows).getUUID("id") == null ? List.of() : Rows.all(rows, UserRepository::from);
    }

    private static User from(Row row) {
        return new User(
                row.getUUID("id"),
                row.getString("email"),
                row.getString("display_name"),
                row.getBoolean("active"),
                List.of(row.getArrayOfStrings("roles")),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("updated_at"),
                row.getLong("version"));
    }
}
