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

-- One in a thousand is an administrator.
insert into user_roles (user_id, role_id)
select u.id, r.id
from (select id, row_number() over (order by id) as n from users) as u
    join roles r on r.name = case when u.n % 1000 = 0 then 'admin' else 'user' end;

vacuum analyze;

create schema bench;

-- In random order, as wrk reads them.
create table bench.picked as
select row_number() over () - 1 as n, id, email
from (select id, email from users order by random() limit least(:users, 50000)) as any_order;

-- The same ones for pgbench, which can't read a file: :batch of them in a row, one query fetches them all.
select 'create table bench.ids as select n / ' || :batch || ' as batch, '
    || string_agg(format('max(id::text) filter (where n %% %s = %s) as id_%s', :batch, i, i), ', ')
    || ' from bench.picked group by 1 having count(*) = ' || :batch
from generate_series(0, :batch - 1) as i
\gexec
select 'create table bench.emails as select n / ' || :batch || ' as batch, '
    || string_agg(format('max(email) filter (where n %% %s = %s) as email_%s', :batch, i, i), ', ')
    || ' from bench.picked group by 1 having count(*) = ' || :batch
from generate_series(0, :batch - 1) as i
\gexec
alter table bench.ids add primary key (batch);
alter table bench.emails add primary key (batch);

-- Addresses that nobody has yet.
create sequence bench.newcomer;

grant usage on schema bench to roster_service;
grant select on all tables in schema bench to roster_service;
grant usage on sequence bench.newcomer to roster_service;

vacuum analyze bench.ids, bench.emails;
checkpoint;
