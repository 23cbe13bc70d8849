create table users (
    id            uuid        not null default uuidv7(),
    -- Printable ASCII, compared byte by byte: upper and lower case fold the same on every system, and no look-alike
    -- letter of another script folds into somebody's address.
    email         text        collate "C" not null,
    display_name  text,
    -- A PHC string. Null: this user can't sign in with a password.
    password_hash text,
    active        boolean     not null default true,
    -- Counts every change of what the API shows of a user, roles included: the ETag.
    version       bigint      not null default 1,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    constraint users_pkey primary key (id),
    constraint users_email_check check (email ~ '^[!-?A-~]+@[!-?A-~]+$' and length(email) <= 254),
    constraint users_display_name_check check (length(display_name) between 1 and 200)
);

-- One address, one user, in whatever case; in "C" order it also finds prefixes.
create unique index users_email_key on users (lower(email));
create index users_display_name_idx on users (lower(display_name) collate "C");
