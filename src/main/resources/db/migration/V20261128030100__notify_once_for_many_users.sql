-- Whoever disables a thousand users, or removes them, makes one notification for all, and not a thousand.

create or replace function notify_access_changed() returns trigger
    language plpgsql
as $$
declare
    few  constant integer := 100;
    -- In this transaction: users who go take their sessions along one by one.
    told integer := coalesce(nullif(current_setting('roster.access_told', true), ''), '0');
    them uuid[];
begin
    them := array(
        select distinct user_id from changed
        -- A new user is granted roles, and nobody remembers anything of them.
        where tg_op <> 'INSERT' or exists (select from sessions s where s.user_id = changed.user_id)
        limit few + 1
    );
    if cardinality(them) = 0 then
        return null;
    end if;
    told := told + cardinality(them);
    perform set_config('roster.access_told', told::text, true);
    if told > few then
        perform pg_notify('roster_access', '*');
    else
        perform pg_notify('roster_access', id::text) from unnest(them) as id;
    end if;
    return null;
end
$$;

-- Once for all rows of a statement.
drop trigger users_signed_out on users;

create or replace function end_sessions() returns trigger
    language plpgsql
as $$
begin
    delete from sessions where user_id in (
        select id
        from was join becomes using (id)
        where was.active and not becomes.active or was.password_set_at is distinct from becomes.password_set_at
    );
    return null;
end
$$;

create trigger users_signed_out after update on users
    referencing old table as was new table as becomes
    for each statement execute function end_sessions();
