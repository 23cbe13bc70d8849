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
import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of who has which role. Each change of a user's roles also counts up the user's version, the ETag. */
@Singleton
class UserRolesRepository {

    private static final String ENTITY = "'user:' || id";

    private static final Sql FIND =
            new Sql("user-roles.find", "select " + UserSql.ROLES + "\nfrom users u\nwhere u.id = $1");

    /** What a user's row must match to have the role {@code $2}. */
    private static final String HAS_ROLE = """
            exists (
                select from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id and r.name = %s
            )""";

    /** As {@link UserSql#LOCK}, only if something will change: who changes nothing waits for nobody. */
    private static final String LOCK_IF = "select u.id from users u where u.id = $1 and %s for no key update of u";

    private static final Sql LOCK_TO_REPLACE =
            new Sql("user-roles.lock-to-replace", LOCK_IF.formatted("""
            (
                exists (
                    select from user_roles ur join roles r on r.id = ur.role_id
                    where ur.user_id = u.id and r.name <> all ($2::text[])
                ) or exists (select from unnest($2::text[]) as wanted (name) where not %s)
            )""".formatted(HAS_ROLE.formatted("wanted.name"))));

    private static final Sql LOCK_TO_GRANT =
            new Sql("user-roles.lock-to-grant", LOCK_IF.formatted("not " + HAS_ROLE.formatted("$2")));

    private static final Sql LOCK_TO_REVOKE =
            new Sql("user-roles.lock-to-revoke", LOCK_IF.formatted(HAS_ROLE.formatted("$2")));

    private static final Sql REPLACE = new Sql("user-roles.replace", """
            with wanted as (
                select id, name from roles where name = any($2::text[])
            ), unknown as (
                select array(select unnest($2::text[]) except select name from wanted) as names
            ), target as (
                select u.id from users u cross join unknown where u.id = $1 and unknown.names = '{}'
            ), removed as (
                delete from user_roles
                where user_id in (select id from target) and role_id not in (select id from wanted)
                returning role_id
            ), added as (
                insert into user_roles (user_id, role_id)
                select target.id, wanted.id from target cross join wanted
                on conflict do nothing
                returning role_id
            ), touched as (
                update users
                set version = version + 1, updated_at = now()
                where id in (select id from target) and (exists (select from removed) or exists (select from added))
                returning id
            ), %s
            select exists (select from users where id = $1) as found, unknown.names as unknown,
                array(select name from wanted order by name) as roles
            from unknown
            """.formatted(AuditSql.event(
            "user.roles-set",
            ENTITY,
            """
            jsonb_build_object('roles', array(
                select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = $1 order by r.name
            ))""",
            "jsonb_build_object('roles', array(select name from wanted order by name))",
            "touched",
            3)));

    private static final Sql GRANT = new Sql("user-roles.grant", """
            with role as (
                select id from roles where name = $2
            ), owned as (
                select count(*) as roles from user_roles where user_id = $1
            ), added as (
                insert into user_roles (user_id, role_id)
                select u.id, role.id from users u cross join role cross join owned where u.id = $1 and owned.roles < $3
                on conflict do nothing
                returning user_id
            ), touched as (
                update users
                set version = version + 1, updated_at = now()
                where id in (select user_id from added)
                returning id
            ), %s
            select exists (select from users where id = $1) as found, exists (select from role) as known,
                owned.roles >= $3 and not exists (
                    select from user_roles where user_id = $1 and role_id in (select id from role)
                ) as is_full
            from owned
            """.formatted(AuditSql.event(
            "user.role-granted", ENTITY, "null", "jsonb_build_object('role', $2::text)", "touched", 4)));

    private static final Sql REVOKE = new Sql("user-roles.revoke", """
            with role as (
                select id from roles where name = $2
            ), removed as (
                delete from user_roles
                where user_id = $1 and role_id in (select id from role)
                returning user_id
            ), touched as (
                update users
                set version = version + 1, updated_at = now()
                where id in (select user_id from removed)
                returning id
            ), %s
            select exists (select from users where id = $1) as found, exists (select from role) as known
            """.formatted(AuditSql.event(
            "user.role-revoked", ENTITY, "jsonb_build_object('role', $2::text)", "null", "touched", 3)));

    private final Database database;

    UserRolesRepository(Database database) {
        this.database = database;
    }

    /** The names, in alphabetical order; empty if there is no such user. */
    Uni<Optional<List<String>>> find(UUID user) {
        return database.read(FIND, Tuple.of(user)).map(rows -> Rows.first(rows, UserRolesRepository::names));
    }

    /** Grants the user these roles and no others. */
    Uni<List<String>> replace(UUID user, String[] names, AuditContext trail) {
        return database.inTransaction(transaction -> transaction
                        .run(LOCK_TO_REPLACE, Tuple.of(user).addArrayOfString(names))
                        .chain(() -> transaction.run(
                                REPLACE,
                                AuditSql.withTrail(trail, Tuple.of(user).addArrayOfString(names)))))
                .map(UserRolesRepository::replaced)
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    /** Grants the user one more role; nothing changes if they have it. */
    Uni<Void> grant(UUID user, String name, AuditContext trail) {
        return database.inTransaction(transaction -> transaction
                        .run(LOCK_TO_GRANT, Tuple.of(user, name))
                        .chain(() -> transaction.run(
                                GRANT, AuditSql.withTrail(trail, Tuple.of(user, name, (long) UserRoles.MOST)))))
                .invoke(rows -> requireGranted(Rows.only(rows)))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of)
                .replaceWithVoid();
    }

    /** Revokes one role of the user; nothing changes if they don't have it. */
    Uni<Void> revoke(UUID user, String name, AuditContext trail) {
        return database.inTransaction(transaction -> transaction
                        .run(LOCK_TO_REVOKE, Tuple.of(user, name))
                        .chain(() -> transaction.run(REVOKE, AuditSql.withTrail(trail, Tuple.of(user, name)))))
                .invoke(rows -> requireBoth(Rows.only(rows)))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of)
                .replaceWithVoid();
    }

    private static List<String> replaced(RowSet<Row> rows) {
        UserRoles.requireUser(Rows.only(rows).getBoolean("found"));
        UserRoles.requireKnown(Rows.only(rows).getArrayOfStrings("unknown"));
        return names(Rows.only(rows));
    }

    private static List<String> names(Row row) {
        return List.of(row.getArrayOfStrings("roles"));
    }

    private static void requireBoth(Row row) {
        UserRoles.requireUser(row.getBoolean("found"));
        UserRoles.requireRole(row.getBoolean("known"));
    }

    private static void requireGranted(Row row) {
        requireBoth(row);
        UserRoles.requireRoom(row.getBoolean("is_full"));
    }
}
