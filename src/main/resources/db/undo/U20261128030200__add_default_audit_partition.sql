-- What has no month yet gets one, since without a month no event can be kept.
alter table audit_events detach partition audit_events_default;

do $$
declare
    month timestamptz;
begin
    for month in
        select distinct uuidv7_month(id) from audit_events_default
    loop
        execute format(
            'create table public.%I partition of public.audit_events for values from (%L) to (%L)',
            'audit_events_' || to_char(month at time zone 'UTC', 'YYYY_MM'),
            uuidv7_floor(month), uuidv7_floor(month + interval '1 month'));
    end loop;
end
$$;

insert into audit_events select * from audit_events_default;
drop table audit_events_default;
drop function uuidv7_month(uuid);

create or replace function maintain_audit_partitions(retention_days integer) returns void
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
