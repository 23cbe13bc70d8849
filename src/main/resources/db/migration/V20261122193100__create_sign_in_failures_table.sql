-- Sign-ins that failed lately, by whom they were for and by where they came from. In the database, so that a restart
-- forgets nothing and no replica knows less than another.
create table sign_in_failures (
    -- 'account:' and the SHA-256 of the e-mail address in lower case: whoever types a password into the wrong field
    -- doesn't have it kept here. Or 'address:' and an IPv4 address or the first half of an IPv6 one.
    subject         text        collate "C" not null,
    failures        integer     not null,
    last_failure_at timestamptz not null,
    -- Until then nothing is tried. Null: not locked yet.
    locked_until    timestamptz,
    constraint sign_in_failures_pkey primary key (subject),
    constraint sign_in_failures_subject_check check (subject ~ '^(account:[0-9a-f]{64}|address:.{1,45})$')
);

create index sign_in_failures_last_failure_at_idx on sign_in_failures (last_failure_at);
