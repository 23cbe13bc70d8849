package org.kennwilliamson.roster.user;

import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.idempotency.IdempotencySql;
import org.kennwilliamson.roster.platform.database.Sql;

/** The two statements that create a user: with everything that belongs to it, or nothing. */
final class NewUserSql {

    private static final String MAY_CREATE = "unknown where names = '{}'";

    /** Its parameters: address, name, hash of the password, roles, and those of the audit trail. */
    static final Sql CREATE = new Sql(
            "new-user.create",
            statement(
                    "",
                    "insert into users (email, display_name, password_hash) select $1, $2, $3 from " + MAY_CREATE,
                    """
                    select unknown.names as unknown, null::boolean as same,
                        u.id, u.email, u.display_name, u.active, u.version, u.created_at, u.updated_at, %s
                    from unknown left join created u on true
                    """));

    /**
     * The same, at most once for a request's name, which has two parameters more. Again it gives what it gave first: a new
     * user has the first version, and the time at which the name was stored.
     */
    static final Sql CREATE_ONCE = new Sql(
            "new-user.create-once",
            statement(
                    IdempotencySql.claim(5, 8, MAY_CREATE) + ", ",
                    "insert into users (id, email, display_name, password_hash) select entity_id, $1, $2, $3 from claimed",
                    """
                    select unknown.names as unknown, known.same,
                        coalesce(u.id, known.entity_id) as id, $1 as email, $2 as display_name, true as active,
                        1::bigint as version, coalesce(u.created_at, known.created_at) as created_at,
                        coalesce(u.updated_at, known.created_at) as updated_at, %s
                    from unknown left join created u on true left join known on true
                    """));

    private NewUserSql() {}

    private static String statement(String claim, String insert, String answer) {
        String event = AuditSql.event(
                "user.created",
                "'user:' || id",
                "null",
                "jsonb_build_object('email', email, 'displayName', display_name, 'roles', $4::text[], "
                        + "'password', $3::text is not null)",
                "created",
                5);
        String roles = "array(select name from unnest($4::text[]) as wish (name) order by name collate \"C\") as roles";
        return """
                with wanted as (
                    select id, name from roles where name = any($4::text[])
                ), unknown as (
                    select array(select unnest($4::text[]) except select name from wanted) as names
                ), %screated as (
                    %s
                    returning id, email, display_name, active, version, created_at, updated_at
                ), granted as (
                    insert into user_roles (user_id, role_id)
                    select created.id, wanted.id from created cross join wanted
                ), %s
                %s""".formatted(claim, insert, event, answer.formatted(roles));
    }
}
