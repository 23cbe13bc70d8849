-- Three login roles, so that no single password can do everything:
--   roster_owner    owns the databases and their schema; the migrations run as it
--   roster_service  reads and writes rows, as far as the migrations grant it; no DDL
--   roster_backup   reads everything, also what row security would hide, and creates scratch databases for test restores
--
-- Passwords come from ROSTER_OWNER_PASSWORD, ROSTER_SERVICE_PASSWORD and ROSTER_BACKUP_PASSWORD in psql's
-- environment (psql 15 or newer, for \getenv), so that they stand on no command line. Running this again is safe and
-- sets the passwords again, for good. To be run as a superuser, or as a managed database's master role (one that may create
-- roles and databases); what that one may not do is left out, and said:
--   psql -v ON_ERROR_STOP=1 -f init-scripts/10-roles.sql && psql -v ON_ERROR_STOP=1 -f init-scripts/20-databases.sql

\set ON_ERROR_STOP on
\set VERBOSITY terse

-- "alter role … password" carries the password as text. It must not reach the server's log (neither as a statement, nor
-- as a slow or a failed one), and pg_stat_statements must not keep it. These last until psql ends. A managed database
-- gives no superuser; what its master role may not set is told at the end.
set client_min_messages = warning;
set password_encryption = 'scram-sha-256';

select count(set_config(name, value, false)) as silenced
from (
    values
        ('log_statement', 'none'),
        ('log_duration', 'off'),
        ('log_min_duration_statement', '-1'),
        ('log_min_duration_sample', '-1'),
        ('log_transaction_sample_rate', '0'),
        ('log_min_error_statement', 'panic'),
        ('pg_stat_statements.track', 'none')
) as silence (name, value)
where has_parameter_privilege(name, 'set')
\gset

-- Java's driver refuses more than 100,000, and each new connection takes as long as they do.
select count(set_config('scram_iterations', '4096', false)) as lowered
where current_setting('scram_iterations', true)::integer > 100000
\gset

select rolsuper as is_superuser from pg_roles where rolname = current_user
\gset

\set owner_password ''
\set service_password ''
\set backup_password ''
\getenv owner_password ROSTER_OWNER_PASSWORD
\getenv service_password ROSTER_SERVICE_PASSWORD
\getenv backup_password ROSTER_BACKUP_PASSWORD

select string_agg(variable, ', ') as missing, count(*) > 0 as any_missing
from (
    values
        ('ROSTER_OWNER_PASSWORD', :'owner_password'),
        ('ROSTER_SERVICE_PASSWORD', :'service_password'),
        ('ROSTER_BACKUP_PASSWORD', :'backup_password')
) as needed (variable, password)
where password = ''
\gset

\if :any_missing
    select format('do $$ begin raise exception ''missing in the environment: %s; nothing was changed''; end $$', :'missing')
    \gexec
\endif

begin;

select format('create role %I', role)
from (values ('roster_owner'), ('roster_service'), ('roster_backup')) as wanted (role)
where role not in (select rolname from pg_roles)
\gexec

-- A password that an end was set for is good for ever again: nothing here renews it by itself.
\if :is_superuser
    alter role roster_owner
        login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
        password :'owner_password' valid until 'infinity';
    alter role roster_service
        login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
        password :'service_password' valid until 'infinity';
    alter role roster_backup
        login nosuperuser createdb nocreaterole noreplication bypassrls
        password :'backup_password' valid until 'infinity';
\else
    -- Only a superuser may name the others, even where they stay as they are: off, in a new role.
    alter role roster_owner login nocreatedb nocreaterole password :'owner_password' valid until 'infinity';
    alter role roster_service login nocreatedb nocreaterole password :'service_password' valid until 'infinity';
    alter role roster_backup login createdb nocreaterole password :'backup_password' valid until 'infinity';

    -- Databases can be given to a role, and changed later on, by who may act as it.
    grant roster_owner to current_user;
\endif

-- Where that may not be granted, database.sql gives the role the owner's tables one by one.
do $$
begin
    if not pg_has_role('roster_backup', 'pg_read_all_data', 'member') then
        grant pg_read_all_data to roster_backup;
    end if;
exception when insufficient_privilege then
    null;
end
$$;

-- pg_dump refuses tables with row security that hides rows from it. Since 16, who bypasses it may let others do so.
do $$
begin
    if not (select rolbypassrls from pg_roles where rolname = 'roster_backup') then
        alter role roster_backup bypassrls;
    end if;
exception when insufficient_privilege then
    null;
end
$$;

commit;

select format('do $$ begin raise warning ''left out: %%'', %L; end $$', left_out)
from (
    select 'roster_backup may not be made a member of pg_read_all_data; '
        'it reads what roster_owner makes in Roster''s databases' as left_out
    where not pg_has_role('roster_backup', 'pg_read_all_data', 'member')
    union all
    select 'roster_backup may not bypass row security; no backup succeeds while a table has it'
    from pg_roles where rolname = 'roster_backup' and not rolbypassrls
    union all
    select format(
        '%s has more rights than it needs (superuser, replication or bypassrls), which only a superuser takes away', rolname)
    from pg_roles
    where rolname in ('roster_owner', 'roster_service', 'roster_backup')
        and (rolsuper or rolreplication or rolbypassrls and rolname <> 'roster_backup')
    union all
    select format(
        'the server''s log may have the passwords (%s = %s is not this role''s to set); remove them from it', name, setting)
    from pg_settings
    where not has_parameter_privilege(name, 'set')
        and (name = 'log_statement' and setting <> 'none'
            or name in ('log_min_duration_statement', 'log_min_duration_sample') and setting <> '-1'
            or name = 'log_duration' and setting <> 'off'
            or name = 'log_transaction_sample_rate' and setting <> '0')
) as told
\gexec
