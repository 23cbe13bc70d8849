-- Who changed what, when, from where. A row is written by the statement that makes the change, so that there is never
-- one without the other.
create table audit_events (
    -- Its milliseconds are the time of the event; ranges of it are the months.
    id         uuid  not null default uuidv7(),
    -- A user's id, another token's subject, 'anonymous' or 'system'.
    actor      text  not null,
    action     text  not null,
    -- What it happened to, as 'user:<id>', 'role:<name>', ….
    entity     text  not null,
    -- What changed of it. Never a secret: that there is a new password, not which.
    before     jsonb,
    after      jsonb,
    address    text,
    request_id text,
    constraint audit_events_pkey primary key (id),
    constraint audit_events_action_check check (action ~ '^[a-z-]+\.[a-z-]+$'),
    constraint audit_events_entity_check check (entity ~ '^[a-z-]+:')
) partition by range (id);

create index audit_events_actor_idx on audit_events (actor, id);
create index audit_events_entity_idx on audit_events (entity, id);
create index audit_events_action_idx on audit_events (action, id);

-- The first UUID of version 7 that a moment can have.
create function uuidv7_floor(moment timestamptz) returns uuid
    language sql immutable
    return (encode(int8send(trunc(extract(epoch from moment) * 1000)::bigint << 16), 'hex') || '0000000000000000')::uuid;

comment on function uuidv7_floor(timestamptz) is 'lower bound of the ids that uuidv7() makes from this moment on';

-- Months ahead are made in time, months behind are dropped whole. It runs with its owner's rights, since the service may
-- add events but neither make nor drop a table; nothing that is younger than 30 days goes, whatever it is asked.
create function maintain_audit_partitions(retention_days integer) returns void
    language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp
    set timezone = 'UTC'
as $$
declare
    month timestamptz;
    named text;
begin
    -- Several replicas do this at once; they take turns.
    perform pg_advisory_xact_lock(hashtext('roster.audit_events'));
    for month in select generate_series(date_trunc('month', now()), now() + interval '3 months', interval '1 month') loop
        named := 'audit_events_' || to_char(month, 'YYYY_MM');
        if to_regclass('public.' || named) is null then
            execute format(
                'create table public.%I partition of public.audit_events for values from (%L) to (%L)',
                named, uuidv7_floor(month), uuidv7_floor(month + interval '1 month'));
        end if;
    end loop;
    for named in
        select c.relname
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.audit_events'::regclass
            -- In a case, since PostgreSQL may otherwise read a month out of the name of any table there is.
            and case when c.relname ~ '^audit_events_\d{4}_\d{2}$'
                then to_timestamp(right(c.relname, 7), 'YYYY_MM') + interval '1 month'
                    <= now() - make_interval(days => greatest(retention_days, 30))
            end
    loop
        execute format('drop table public.%I', named);
    end loop;
end
$$;

revoke execute on function maintain_audit_partitions(integer) from public;
