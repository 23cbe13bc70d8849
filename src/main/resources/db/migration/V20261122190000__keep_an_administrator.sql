-- Somebody always has the role admin and is active, once there is such a user: without one, nobody could manage Roster.
-- Two who go at once would each still see the other, so they take turns; the statement behind the lock then sees what
-- the one before committed. Nobody becomes an administrator while they are disabled or removed, since whoever changes a
-- user's roles holds the user's row.

create function keep_an_administrator() returns trigger
    language plpgsql
as $$
begin
    if exists (
        select from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = old.id and r.name = 'admin'
    ) then
        perform pg_advisory_xact_lock(hashtext('roster.administrators'));
        if not exists (
            select
            from user_roles ur join roles r on r.id = ur.role_id join users u on u.id = ur.user_id
            where r.name = 'admin' and u.active and u.id <> old.id
        ) then
            raise restrict_violation using
                message = format('user %s is the last administrator', old.id),
                constraint = 'administrators_kept', table = 'users', schema = tg_table_schema;
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$$;

create trigger administrators_kept_on_delete before delete on users
    for each row when (old.active) execute function keep_an_administrator();

create trigger administrators_kept_on_update before update of active on users
    for each row when (old.active and not new.active) execute function keep_an_administrator();

-- Once for all rows of a statement: a role may be removed from a hundred thousand users at once. Where the user goes and
-- takes the roles along, the user's own trigger has decided already.
create function keep_the_role_of_an_administrator() returns trigger
    language plpgsql
as $$
begin
    if exists (
        select
        from removed join users u on u.id = removed.user_id
        where removed.role_id = (select id from roles where name = 'admin') and u.active
    ) then
        perform pg_advisory_xact_lock(hashtext('roster.administrators'));
        if not exists (
            select
            from user_roles ur join roles r on r.id = ur.role_id join users u on u.id = ur.user_id
            where r.name = 'admin' and u.active
        ) then
            raise restrict_violation using
                message = 'the last administrator keeps the role admin',
                constraint = 'administrators_kept', table = 'user_roles', schema = tg_table_schema;
        end if;
    end if;
    return null;
end
$$;

create trigger administrators_kept_on_delete after delete on user_roles
    referencing old table as removed for each statement execute function keep_the_role_of_an_administrator();

-- Roster never moves a role from one user to another, but the rule is the database's.
create trigger administrators_kept_on_update after update on user_roles
    referencing old table as removed for each statement execute function keep_the_role_of_an_administrator();
