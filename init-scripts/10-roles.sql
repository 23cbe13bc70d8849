-- Three login roles, so that no single password can do everything:
--   roster_owner    owns the databases and their schema; the migrations run as it
--   roster_service  reads and writes rows, as far as the migrations grant it; no DDL
--   roster_backup   reads everything and creates scratch databases for test restores
--
-- Passwords come from ROSTER_OWNER_PASSWORD, ROSTER_SERVICE_PASSWORD and ROSTER_BACKUP_PASSWORD in psql's
-- environment (psql 15 or newer, for \getenv), so that they stand on no command line. Running this again is safe and
-- sets the passwords anew:
--   psql -v ON_ERROR_STOP=1 -f init-scripts/10-roles.sql && psql -v ON_ERROR_STOP=1 -f init-scripts/20-databases.sql

\set ON_ERROR_STOP on
\set VERBOSITY terse

-- "alter role … password" carries the password as text. It must not reach the server's log (neither as a statement, nor
-- as a slow or a failed one), and pg_stat_statements must not keep it. These last until psql ends.
set client_min_messages = warning;
set log_statement = 'none';
set log_duration = off;
set log_min_duration_statement = -1;
set log_min_duration_sample = -1;
set log_transaction_sample_rate = 0;
set log_min_error_statement = 'panic';
set pg_stat_statements.track = 'none';
set password_encryption = 'scram-sha-256';

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

alter role roster_owner
    login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
alter role roster_service
    login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'service_password';
alter role roster_backup
    login nosuperuser createdb nocreaterole noreplication nobypassrls password :'backup_password';

grant pg_read_all_data to roster_backup;

commit;
