-- An event is kept whether or not its month has a partition: after a month's end with the server off, or in a backup that
-- was put in the live database's place.
create table audit_events_default partition of audit_events default;

-- The month of an id that uuidv7() has made, in UTC.
create function uuidv7_month(id uuid) returns timestamptz
    language sql stable
    return date_trunc('month', to_timestamp(
        (('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)::float8), 'UTC');

-- Months ahead are made in time, months behind are dropped whole. It runs with its owner's rights, since the service may
-- add events but neither make nor drop a table; nothing that is younger than 30 days goes, whatever it is asked.
create or replace function maintain_audit_partitions(retention_days integer) returns void
    language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp
    set timezone = 'UTC'
    -- Behind one who waits for a lock everybody waits. So whoever reads the trail for long is not waited for: what
    -- can't be done now is done ten minutes later.
    set lock_timeout = '100ms'
as $$
declare
    month timestamptz;
    named text;
begin
    -- Several replicas do this at once; one is enough.
    if not pg_try_advisory_xact_lock(hashtext('roster.audit_events')) then
        return;
    end if;
    begin
        foreach month in array array(
            select m
            from generate_series(date_trunc('month', now()), now() + interval '3 months', interval '1 month') m
            -- A month that has begun without a partition stays so until it is over: somebody may be adding to it.
            where not exists (
                select from public.audit_events_default
                where id >= uuidv7_floor(m) and id < uuidv7_floor(m + interval '1 month'))
            union
            select uuidv7_month(id) from public.audit_events_default where id < uuidv7_floor(date_trunc('month', now()))
        ) loop
            named := 'audit_events_' || to_char(month, 'YYYY_MM');
            if to_regclass('public.' || named) is null then
                -- Made by itself and then attached, which stands in nobody's way who reads or adds.
                execute format(
                    'create table public.%I (like public.audit_events including defaults including constraints)', named);
                execute format(
                    'with moved as (delete from public.audit_events_default where id >= %2$L and id < %3$L returning *)
                    insert into public.%1$I select * from moved',
                    named, uuidv7_floor(month), uuidv7_floor(month + interval '1 month'));
                execute format(
                    'alter table public.audit_events attach partition public.%I for values from (%L) to (%L)',
                    named, uuidv7_floor(month), uuidv7_floor(month + interval '1 month'));
            end if;
        end loop;
    exception when lock_not_available then
        null;
    end;
    begin
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
    exception when lock_not_available then
        null;
    end;
end
$$;
