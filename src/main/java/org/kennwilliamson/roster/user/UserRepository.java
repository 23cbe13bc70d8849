package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.database.ConstraintViolationException;
import org.kennwilliamson.roster.database.Database;
import org.kennwilliamson.roster.database.Rows;
import org.kennwilliamson.roster.database.Sql;
import org.kennwilliamson.roster.http.Conditional;
import org.kennwilliamson.roster.http.PageRequest;

/** The SQL of users. */
@Singleton
class UserRepository {

    private static final Sql FIND = new Sql("select " + UserSql.COLUMNS + "\nfrom users u\nwhere u.id = $1");

    private static final Sql CREATE = new Sql("""
            with wanted as (
                select id, name from roles where name = any($4::text[])
            ), unknown as (
                select array(select unnest($4::text[]) except select name from wanted) as names
            ), created as (
                insert into users (email, display_name, password_hash)
                select $1, $2, $3 from unknown where names = '{}'
                returning id, email, display_name, active, version, created_at, updated_at
            ), granted as (
                insert into user_roles (user_id, role_id)
                select created.id, wanted.id from created cross join wanted
            )
            select unknown.names as unknown, u.id, u.email, u.display_name, u.active, u.version, u.created_at, u.updated_at,
                array(select name from wanted order by name) as roles
            from unknown left join created u on true
            """);

    private static final Sql CHANGE = new Sql("""
            with changed as (
                update users
                set email = case when $3 then $4 else email end,
                    display_name = case when $5 then $6 else display_name end,
                    active = case when $7 then $8 else active end,
                    version = version + 1,
                    updated_at = now()
                where id = $1 and ($2::bigint[] is null or version = any($2))
                returning id, email, display_name, active, version, created_at, updated_at
            )
            select exists (select from users where id = $1) as found, %s
            from (select) as always left join changed u on true
            """.formatted(UserSql.COLUMNS));

    private static final Sql DELETE = new Sql("""
            with deleted as (
                delete from users
                where id = $1 and ($2::bigint[] is null or version = any($2))
                returning id
            )
            select exists (select from users where id = $1) as found, exists (select from deleted) as done
            """);

    private static final Sql SET_PASSWORD = new Sql("""
            update users
            set password_hash = $2, version = version + 1, updated_at = now()
            where id = $1
            returning id
            """);

    private final Database database;

    UserRepository(Database database) {
        this.database = database;
    }

    /** The users behind {@code after} that pass the filter; a search by prefix may take long. */
    Uni<List<User>> page(UserFilter filter, PageRequest request) {
        Sql sql = UserSql.listFor(filter);
        Tuple arguments = UserSql.arguments(filter, request.after(), request.rows());
        Uni<RowSet<Row>> rows = filter.q == null ? database.read(sql, arguments) : database.run(sql, arguments);
        return rows.map(found -> Rows.all(found, UserRepository::from));
    }

    /** The users of a role behind the page's cursor; empty where there is no such role. */
    Uni<Optional<List<User>>> page(String role, PageRequest request) {
        return database.read(UserSql.OF_ROLE, Tuple.of(role, request.after(), request.rows()))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(members(rows)));
    }

    Uni<Optional<User>> find(UUID id) {
        return database.read(FIND, Tuple.of(id)).map(rows -> Rows.first(rows, UserRepository::from));
    }

    /** @param passwordHash null for none */
    Uni<User> create(NewUser user, String passwordHash) {
        Tuple arguments =
                Tuple.of(user.email(), user.displayName(), passwordHash).addArrayOfString(user.roleNames());
        return database.run(CREATE, arguments)
                .map(rows -> {
                    UserRoles.requireKnown(Rows.only(rows));
                    return from(Rows.only(rows));
                })
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    /** @param versions that the change may be based on, see {@link org.kennwilliamson.roster.http.ETags} */
    Uni<Conditional<User>> change(UUID id, Long[] versions, UserPatch patch) {
        Tuple arguments = Tuple.of(id)
                .addArrayOfLong(versions)
                .addBoolean(patch.email().wanted())
                .addString(patch.email().value())
                .addBoolean(patch.displayName().wanted())
                .addString(patch.displayName().value())
                .addBoolean(patch.active().wanted())
                .addBoolean(patch.active().value());
        return database.run(CHANGE, arguments)
                .map(rows -> Conditional.of(Rows.only(rows), row -> row.getUUID("id") != null, UserRepository::from))
                .onFailure(ConstraintViolationException.class)
                .transform(UserProblems::of);
    }

    Uni<Conditional<Void>> delete(UUID id, Long[] versions) {
        return database.run(DELETE, Tuple.of(id).addArrayOfLong(versions))
                .map(rows -> Conditional.of(Rows.only(rows), row -> row.getBoolean("done"), row -> null));
    }

    /** Whether there is such a user. */
    Uni<Boolean> setPassword(UUID id, String passwordHash) {
        return database.run(SET_PASSWORD, Tuple.of(id, passwordHash)).map(rows -> rows.size() == 1);
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
