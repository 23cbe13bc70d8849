-- Runs at every boot, so that a service which connects as another role from now on has its rights at once.
-- Rows only: the service neither owns nor creates anything, and the history of migrations is for it to read.

-- Two that boot at once would update the same rows of the catalogue, which PostgreSQL refuses instead of queueing.
do $$ begin perform pg_advisory_xact_lock(hashtext('roster.rights')); end $$;
grant usage on schema public to ${service};
grant select, insert, update, delete on users, roles, user_roles, sessions, sign_in_failures, idempotency_keys to ${service};
grant select on flyway_schema_history to ${service};
grant select, insert on audit_events to ${service};
grant execute on function maintain_audit_partitions(integer) to ${service};
