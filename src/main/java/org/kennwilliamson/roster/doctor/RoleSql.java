package org.kennwilliamson.roster.doctor;

/** What is asked about the role of the connection. */
final class RoleSql {

    static final String IS_STANDBY = "select pg_is_in_recovery()";

    static final String HAS_SCHEMA = "select to_regclass('public.users') is not null";

    /** Privileges that a role which only works with rows doesn't need. */
    static final String POWERS = """
            select f.fault
            from pg_roles r, lateral (values
                (r.rolsuper, 'is a superuser'),
                (r.rolcreatedb, 'may create databases'),
                (r.rolcreaterole, 'may create roles'),
                (r.rolreplication, 'may copy the whole server'),
                (has_schema_privilege('public', 'create'), 'may create tables'),
                (exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')), 'owns tables')
            ) as f (holds, fault)
            where r.rolname = current_user and f.holds""";

    /** What afterMigrate__grant_rights.sql grants, if it is missing. */
    static final String MISSING_RIGHTS = """
            select needed.what || ' on ' || t.name
            from (values
                ('users', 'select,insert,update,delete'),
                ('roles', 'select,insert,update,delete'),
                ('user_roles', 'select,insert,update,delete'),
                ('sessions', 'select,insert,update,delete'),
                ('sign_in_failures', 'select,insert,update,delete'),
                ('idempotency_keys', 'select,insert,update,delete'),
                ('audit_events', 'select,insert'),
                ('flyway_schema_history', 'select')
            ) as t (name, rights), lateral string_to_table(t.rights, ',') as needed (what)
            where not has_table_privilege(to_regclass('public.' || t.name), needed.what)""";

    /** A partition is a table of its own. */
    static final String RIGHTS_ON_AUDIT = """
            select distinct evil.what
            from pg_partition_tree('public.audit_events') t, unnest(array['delete', 'truncate', 'update']) as evil (what)
            where has_table_privilege(t.relid, evil.what)
            order by 1""";

    /** Objects whose owner isn't the role, nor one that it is a member of. Extensions have tables of their own. */
    static final String NOT_OWNED = """
            select 'the schema public' where not has_schema_privilege('public', 'create')
            union all
            select c.relname
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S', 'v', 'm')
                and not pg_has_role(c.relowner, 'usage')
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')""";

    static final String PASSWORDS_ENDED = """
            select rolname || ' (' || date(rolvaliduntil) || ')' from pg_roles
            where rolvaliduntil <= now() order by 1""";

    static final String PASSWORDS_ENDING = """
            select rolname || ' (' || date(rolvaliduntil) || ')' from pg_roles
            where rolvaliduntil > now() and rolvaliduntil < now() + interval '14 days' order by 1""";

    static final String CREATES_DATABASES = "select rolcreatedb or rolsuper from pg_roles where rolname = current_user";

    private RoleSql() {}
}
