drop trigger users_signed_out on users;

create or replace function end_sessions() returns trigger
    language plpgsql
as $$
begin
    delete from sessions where user_id = new.id;
    return null;
end
$$;

create trigger users_signed_out after update of active, password_set_at on users
    for each row
    when (old.active and not new.active or new.password_set_at is distinct from old.password_set_at)
    execute function end_sessions();

create or replace function notify_access_changed() returns trigger
    language plpgsql
as $$
declare
    few  constant integer := 100;
    them uuid[];
begin
    them := array(
        select distinct user_id from changed
        -- A new user is granted roles, and nobody remembers anything of them.
        where tg_op <> 'INSERT' or exists (select from sessions s where s.user_id = changed.user_id)
        limit few + 1
    );
    if cardinality(them) > few then
        them := null;
        perform pg_notify('roster_access', '*');
    end if;
    perform pg_notify('roster_access', id::text) from unnest(them) as id;
    return null;
end
$$;
