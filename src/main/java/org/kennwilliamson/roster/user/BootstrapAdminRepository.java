package org.kennwilliamson.roster.user;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.lockout.LockoutSql;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.database.Statements;

/** The SQL of the first administrator. */
@Singleton
class BootstrapAdminRepository {

    private static final String ENTITY = "'user:' || id";

    private static final Sql EXISTS = new Sql("bootstrap-admin.exists", """
        select exists (
            select from user_roles where role_id = (select id from roles where name = 'admin')
        ) as found
        """);

    /** Replicas that boot at once take turns, with each other and with those who delete administrators. */
    private static final Sql LOCK =
            new Sql("bootstrap-admin.lock", "select pg_advisory_xact_lock(hashtext('roster.administrators'))");

    private static final Sql CREATE = new Sql("bootstrap-admin.create", """
        with created as (
            insert into users (email, password_hash)
            values ($1, $2)
            on conflict (lower(email)) do nothing
            returning id, email
        ), granted as (
            insert into user_roles (user_id, role_id)
            select created.id, r.id from created cross join roles r where r.name = any($3::text[])
        ), %s
        select id from created
        """.formatted(AuditSql.event(
            "user.created",
            ENTITY,
            "null",
            "jsonb_build_object('email', email, 'displayName', null, 'roles', $3::text[], 'password', true)",
            "created",
            4)));

    private static final Sql APPOINT = new Sql("bootstrap-admin.appoint", """
        with old as (
            select id, active from users where lower(email) = lower($1 collate "C") for no key update
        ), appointed as (
            update users u
            set password_hash = $2, password_set_at = now(), active = true, version = version + 1, updated_at = now()
            from old
            where u.id = old.id
            returning u.id, u.email
        ), granted as (
            insert into user_roles (user_id, role_id)
            select appointed.id, r.id from appointed cross join roles r where r.name = 'admin'
            on conflict do nothing
        ), %s, %s
        select id from appointed
        """.formatted(
                    LockoutSql.unlock("appointed", 3),
                    AuditSql.event(
                            "user.role-granted",
                            ENTITY,
                            "jsonb_build_object('active', old.active)",
                            "jsonb_build_object('role', 'admin', 'active', true, 'password', true)",
                            "old join appointed using (id)",
                            3)));

    private final Database database;

    BootstrapAdminRepository(Database database) {
        this.database = database;
    }

    /** Whether any user has the role {@code admin}, active or not. */
    Uni<Boolean> exists() {
        return exists(database::read);
    }

    /**
     * Makes somebody the administrator if there still is none: a new user, or the one who has this address, who then
     * is active and has this password.
     *
     * @return whether it happened
     */
    Uni<Boolean> makeFirst(NewUser user, String passwordHash, AuditContext trail) {
        return database.inTransaction(transaction -> transaction
                .run(LOCK, Tuple.tuple())
                .chain(() -> exists(transaction))
                .chain(found -> found
                        ? Uni.createFrom().item(false)
                        : make(transaction, user, passwordHash, trail).map(made -> made.size() == 1)));
    }

    private static Uni<Boolean> exists(Statements statements) {
        return statements.run(EXISTS, Tuple.tuple()).map(rows -> Rows.only(rows).getBoolean("found"));
    }

    private static Uni<RowSet<Row>> make(
            Statements transaction, NewUser user, String passwordHash, AuditContext trail) {
        Tuple who = Tuple.of(user.email(), passwordHash);
        Tuple withRoles = Tuple.of(user.email(), passwordHash).addArrayOfString(user.roleNames());
        return transaction
                .run(CREATE, AuditSql.withTrail(trail, withRoles))
                .chain(created -> created.size() == 1
                        ? Uni.createFrom().item(created)
                        : transaction.run(APPOINT, AuditSql.withTrail(trail, who)));
    }
}
