-- One database of Roster's, named by the psql variable "database". 20-databases.sql includes this file (it lies in a
-- directory because the Docker image runs every script beside that one by itself); tests run it for databases of their own.

set client_min_messages = warning;

-- LC_COLLATE C: text sorts by bytes, alike under glibc, musl and every later version of them, and an index serves prefix
-- searches as it is.
-- LC_CTYPE C.UTF-8: what the server itself does with letters beyond ASCII; plain C would leave them as they are. glibc and
-- musl differ in some of them, so that no index may be on lower() of such text.
-- LOCALE_PROVIDER libc: else that of the cluster, which may be ICU, with an order of its own.
select format(
    'create database %I owner roster_owner template template0 encoding ''UTF8'' locale_provider libc '
        'lc_collate ''C'' lc_ctype ''C.UTF-8''',
    :'database'
)
where :'database' not in (select datname from pg_database)
\gexec

alter database :"database" owner to roster_owner;
revoke all on database :"database" from public;
grant connect on database :"database" to roster_owner, roster_service, roster_backup;

\connect :"database"

set client_min_messages = warning;

-- PostgreSQL 15's "public" belongs to pg_database_owner: here, to roster_owner. The rights on the tables are
-- granted by the migrations, which create them.
select 'alter schema public owner to pg_database_owner'
where (select nspowner from pg_namespace where nspname = 'public') <> 'pg_database_owner'::regrole
\gexec
revoke all on schema public from public;
grant usage on schema public to roster_service, roster_backup;

-- pg_dump reads what the owner makes from now on, where 10-roles.sql may not let it read everything.
select format('alter default privileges for role roster_owner grant select on %s to roster_backup', what)
from (values ('tables'), ('sequences')) as made (what)
where not pg_has_role('roster_backup', 'pg_read_all_data', 'member')
\gexec

-- Only a superuser may create it, so it is no migration. Where the server hasn't got it, Roster does without.
do $$
begin
    if exists (select from pg_available_extensions where name = 'pg_stat_statements') then
        create extension if not exists pg_stat_statements;
    end if;
exception when insufficient_privilege then
    raise warning
        'left out: the extension pg_stat_statements in %, which only a superuser may create; slow-queries needs it',
        current_database();
end
$$;
