-- One database of Roster's, named by the psql variable "database". 20-databases.sql includes this file (it lies in a
-- folder because the Docker image runs every script beside that one by itself); tests run it for databases of their own.

set client_min_messages = warning;

-- LC_COLLATE C: text sorts by bytes, alike under glibc, musl and every later version of them, so that no index breaks
-- when the operating system changes, and an index serves prefix searches as it is.
-- LC_CTYPE C.UTF-8: lower() knows letters beyond ASCII; plain C would leave them as they are.
select format(
    'create database %I owner roster_owner template template0 encoding ''UTF8'' lc_collate ''C'' lc_ctype ''C.UTF-8''',
    :'database'
)
where :'database' not in (select datname from pg_database)
\gexec

alter database :"database" owner to roster_owner;
revoke all on database :"database" from public;
grant connect on database :"database" to roster_owner, roster_service, roster_backup;

\connect :"database"

set client_min_messages = warning;

-- PostgreSQL 15's "public" belongs to pg_database_owner: here, to roster_owner. What rights the tables carry is the
-- migrations' business, which know them.
alter schema public owner to pg_database_owner;
revoke all on schema public from public;
grant usage on schema public to roster_service, roster_backup;

-- Only a superuser may create it, so it is no migration. Where the server hasn't got it, Roster does without.
select 'create extension if not exists pg_stat_statements'
where exists (select from pg_available_extensions where name = 'pg_stat_statements')
\gexec
