create table roles (
    id          uuid        not null default uuidv7(),
    name        text        collate "C" not null,
    description text,
    version     bigint      not null default 1,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint roles_pkey primary key (id),
    constraint roles_name_key unique (name),
    constraint roles_name_check check (name ~ '^[a-z][a-z0-9_-]{0,62}$'),
    constraint roles_description_check check (length(description) between 1 and 500)
);

create table user_roles (
    user_id    uuid        not null,
    role_id    uuid        not null,
    granted_at timestamptz not null default now(),
    constraint user_roles_pkey primary key (user_id, role_id),
    constraint user_roles_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint user_roles_role_id_fkey foreign key (role_id) references roles (id) on delete cascade
);

-- The way from a role to its users, in the order of the pages.
create index user_roles_role_id_idx on user_roles (role_id, user_id);

insert into roles (name, description) values
    ('user', 'Somebody with an account'),
    ('admin', 'May see and change every user and role');

-- Roster's own permissions hang on these two names; and a name is what others hold on to (tokens, users' ETags), so it
-- never changes.
create function keep_role_names() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'DELETE' and old.name not in ('user', 'admin') then
        return old;
    elsif tg_op = 'UPDATE' and new.name = old.name then
        return new;
    end if;
    raise restrict_violation using
        message = format('role %s keeps its name and stays', old.name),
        constraint = 'roles_name_kept', table = 'roles', schema = tg_table_schema;
end
$$;

create trigger roles_name_kept before delete or update of name on roles
    for each row execute function keep_role_names();
