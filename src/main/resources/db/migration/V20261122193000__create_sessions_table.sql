-- One sign-in, as long as it lasts: what ends it (a revocation, a new password, a disabled or removed user) removes the
-- row. Who was signed in when is in the audit trail.
create table sessions (
    id             uuid        not null default uuidv7(),
    user_id        uuid        not null,
    -- SHA-256 of the refresh token's two halves: the first one stays and finds the session, the second one rotates.
    family_hash    bytea       not null,
    secret_hash    bytea       not null,
    -- The secret before, and what today's was derived from it with: an answer that got lost can be given once more.
    previous_hash  bytea,
    secret_salt    bytea,
    refreshed_at   timestamptz not null default now(),
    expires_at     timestamptz not null,
    address        text,
    user_agent     text,
    created_at     timestamptz not null default now(),
    constraint sessions_pkey primary key (id),
    constraint sessions_family_hash_key unique (family_hash),
    constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create index sessions_user_id_idx on sessions (user_id, id);
create index sessions_expires_at_idx on sessions (expires_at);

-- Null: never, or before there were sessions. A hash that is only made anew, of the same password, leaves it alone.
alter table users add column password_set_at timestamptz;

-- Everyone's replica remembers what a token allows; on this channel it hears for whom that may have changed: a user's
-- id, or '*' for many.
create function notify_access_changed() returns trigger
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

create trigger sessions_ended after delete on sessions
    referencing old table as changed for each statement execute function notify_access_changed();
create trigger user_roles_granted after insert on user_roles
    referencing new table as changed for each statement execute function notify_access_changed();
create trigger user_roles_revoked after delete on user_roles
    referencing old table as changed for each statement execute function notify_access_changed();

create trigger user_roles_moved after update on user_roles
    referencing old table as changed for each statement execute function notify_access_changed();

create function notify_access_changed_for_all() returns trigger
    language plpgsql
as $$
begin
    perform pg_notify('roster_access', '*');
    return null;
end
$$;

create trigger sessions_emptied after truncate on sessions
    for each statement execute function notify_access_changed_for_all();

-- Whoever disables a user or says that there is a new password, Roster or somebody with psql, ends the sessions with it.
create function end_sessions() returns trigger
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
