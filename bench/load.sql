-- Fills a migrated database with :users users, and picks those whom both sides of the measurement then read.

set client_min_messages = warning;

insert into users (email, display_name)
select
    lower(first || '.' || last || '.' || n) || (array['@example.org', '@example.com', '@mail.example.net'])[1 + n % 3],
    first || ' ' || last
from generate_series(1, :users) as n
    cross join lateral (
        select
            (array['Ada', 'Alan', 'Barbara', 'Claude', 'Donald', 'Edsger', 'Frances', 'Grace', 'Katherine', 'Ken',
                'Leslie', 'Margaret', 'Niklaus', 'Radia', 'Tim', 'Tony'])[1 + n % 16] as first,
            (array['Lovelace', 'Turing', 'Liskov', 'Shannon', 'Knuth', 'Dijkstra', 'Allen', 'Hopper', 'Johnson',
                'Thompson', 'Lamport', 'Hamilton', 'Wirth'])[1 + n % 13] as last
    ) as named;

-- One in a thousand is an administrator. The first one was created at boot, and has roles.
insert into user_roles (user_id, role_id)
select u.id, r.id
from (select id, row_number() over (order by id) as n from users) as u
    join roles r on r.name = case when u.n % 1000 = 0 then 'admin' else 'user' end
on conflict do nothing;

vacuum analyze;

create schema bench;

-- In random order. wrk reads them from a file, pgbench by number.
create table bench.picked as
select row_number() over () - 1 as n, id, email
from (select id, email from users order by random() limit least(:users, 50000)) as any_order;

alter table bench.picked add primary key (n);

-- Addresses that nobody has yet.
create sequence bench.newcomer;

grant usage on schema bench to roster_service;
grant select on all tables in schema bench to roster_service;
grant usage on sequence bench.newcomer to roster_service;

vacuum analyze bench.picked;
checkpoint;
