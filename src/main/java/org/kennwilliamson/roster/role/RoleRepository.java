package org.kennwilliamson.roster.role;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.idempotency.IdempotencySql;
import org.kennwilliamson.roster.platform.database.ConditionalUpdate;
import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of roles. */
@Singleton
class RoleRepository {

    private static final String ENTITY = "'role:' || name";

    private static final Sql PAGE = new Sql("role.page", """
            select id, name, description, version, created_at, updated_at
            from roles
            where id > $1
            order by id
            limit $2
            """);

    private static final Sql FIND = new Sql("role.find", """
            select id, name, description, version, created_at, updated_at
            from roles
            where name = $1
            """);

    private static final Sql CREATE = new Sql("role.create", """
            with created as (
                insert into roles (name, description)
                values ($1, $2)
                returning id, name, description, version, created_at, updated_at
            ), %s
            select id, name, description, version, created_at, updated_at from created
            """.formatted(created()));

    /**
     * The same, at most once for a request's name. Again it gives what it gave first: a new role has the first version, and
     * the time at which the name was stored.
     */
    private static final Sql CREATE_ONCE =
            new Sql("role.create-once", """
            with %s, created as (
                insert into roles (id, name, description)
                select entity_id, $1, $2 from claimed
                returning id, name, description, version, created_at, updated_at
            ), %s
            select known.same, coalesce(r.id, known.entity_id) as id, $1 as name, $2 as description, 1::bigint as version,
                coalesce(r.created_at, known.created_at) as created_at,
                coalesce(r.updated_at, known.created_at) as updated_at
            from (select) as always left join created r on true left join known on true
            """.formatted(IdempotencySql.claim(3, 6, "(select) as always"), created()));

    private static final Sql CHANGE = new Sql("role.change", """
            with old as (
                select id, description from roles where name = $1 for no key update
            ), changed as (
                update roles r
                set description = case when $3 then $4 else r.description end,
                    version = version + 1,
                    updated_at = now()
                from old
                where r.id = old.id and ($2::bigint[] is null or version = any($2))
                returning r.id, r.name, r.description, r.version, r.created_at, r.updated_at
            ), %s
            select exists (select from roles where name = $1) as found,
                changed.id, changed.name, changed.description, changed.version, changed.created_at, changed.updated_at
            from (select) as always left join changed on true
            """.formatted(AuditSql.event(
            "role.changed",
            ENTITY,
            "jsonb_build_object('description', old.description)",
            "jsonb_build_object('description', changed.description)",
            "old join changed using (id)",
            5)));

    /** A grant of the role holds a lock on it; once it is ours, nobody new gets the role. */
    private static final Sql LOCK = new Sql("role.lock", "select id from roles where name = $1 for update");

    /** The users lose a role, which their ETags must show. */
    private static final Sql DELETE = new Sql("role.delete", """
            with deleted as (
                delete from roles
                where name = $1 and ($2::bigint[] is null or version = any($2))
                returning id, name, description
            ), touched as (
                update users
                set version = version + 1, updated_at = now()
                where id in (select user_id from user_roles where role_id in (select id from deleted))
            ), %s
            select exists (select from roles where name = $1) as found, exists (select from deleted) as done
            """.formatted(AuditSql.event(
            "role.removed", ENTITY, "jsonb_build_object('description', description)", "null", "deleted", 3)));

    /** Fewer users are counted up in a moment: whoever waits for them waits for somebody else. */
    private static final long MANY = 20_000;

    private static final Sql HAS_MANY = new Sql("role.has-many", """
            select count(*) = $2 as many from (
                select from user_roles where role_id = (select id from roles where name = $1) limit $2
            ) as counted
            """);

    private final Database database;

    RoleRepository(Database database) {
        this.database = database;
    }

    Uni<List<Role>> page(Slice slice) {
        return database.read(PAGE, Tuple.of(slice.after(), slice.rows()))
                .map(found -> Rows.all(found, RoleRepository::from));
    }

    Uni<Optional<Role>> find(String name) {
        return database.read(FIND, Tuple.of(name)).map(found -> Rows.first(found, RoleRepository::from));
    }

    /** Creates a role, or gives the one that the first request of this name created. */
    Uni<Role> create(NewRole role, Optional<IdempotencyKey> key, AuditContext trail) {
        Tuple arguments = AuditSql.withTrail(trail, Tuple.of(role.name(), role.description()));
        return key.map(name -> database.run(CREATE_ONCE, IdempotencySql.withKey(name, arguments))
                        .invoke(rows -> requireAnswer(Rows.only(rows))))
                .orElseGet(() -> database.run(CREATE, arguments))
                .map(rows -> from(Rows.only(rows)))
                .onFailure(ConstraintViolationException.class)
                .transform(RoleProblems::of);
    }

    private static void requireAnswer(Row row) {
        IdempotencySql.requireAnswer(row.getBoolean("same"), row.getUUID("id"));
    }

    private static String created() {
        return AuditSql.event(
                "role.created", ENTITY, "null", "jsonb_build_object('description', description)", "created", 3);
    }

    /** @param versions that the change may be based on, or {@link ConditionalUpdate#ANY_VERSION} */
    Uni<ConditionalUpdate<Role>> change(String name, Long[] versions, RolePatch patch, AuditContext trail) {
        Tuple arguments = Tuple.of(
                name,
                versions,
                patch.description().wanted(),
                patch.description().value());
        return database.run(CHANGE, AuditSql.withTrail(trail, arguments))
                .map(rows ->
                        ConditionalUpdate.of(Rows.only(rows), row -> row.getUUID("id") != null, RoleRepository::from));
    }

    Uni<ConditionalUpdate<Void>> delete(String name, Long[] versions, AuditContext trail) {
        return database.inTransaction(transaction -> transaction
                        .run(LOCK, Tuple.of(name))
                        .chain(() -> transaction.run(
                                DELETE, AuditSql.withTrail(trail, Tuple.of(name).addArrayOfLong(versions)))))
                .map(RoleRepository::deleted)
                .onFailure(RoleRepository::tookTooLong)
                .recoverWithUni(late -> explained(name, late))
                .onFailure(ConstraintViolationException.class)
                .transform(RoleProblems::of);
    }

    private static boolean tookTooLong(Throwable failure) {
        return failure instanceof DatabaseUnavailableException late && late.tookTooLong();
    }

    /** If it had too much to do, it is no use to try again. */
    private Uni<ConditionalUpdate<Void>> explained(String name, Throwable late) {
        return database.read(HAS_MANY, Tuple.of(name, MANY)).map(Rows::only).chain(row -> Uni.createFrom()
                .failure(row.getBoolean("many") ? RoleProblems.tooManyUsers() : late));
    }

    private static ConditionalUpdate<Void> deleted(RowSet<Row> rows) {
        return ConditionalUpdate.of(Rows.only(rows), row -> row.getBoolean("done"), row -> null);
    }

    private static Role from(Row row) {
        return new Role(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("updated_at"),
                row.getLong("version"));
    }
}
