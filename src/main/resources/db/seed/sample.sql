-- People to try Roster with. None of them exists, none can sign in, and running this again changes nothing.
with people (email, display_name, active, roles) as (
    values
        ('ada.quill@example.org',       'Ada Quill',          true,  array['user', 'admin']),
        ('bela.novak@example.org',      'Béla Novák',         true,  array['user']),
        ('carla.stein@example.com',     'Carla Stein',        true,  array['user']),
        ('dmitri.volkov@example.org',   'Dmitri Volkov',      true,  array['user']),
        ('elif.demir@example.com',      'Elif Demir',         true,  array['user']),
        ('farid.haddad@example.org',    'Farid Haddad',       false, array['user']),
        ('greta.lund@example.org',      'Greta Lund',         true,  array['user']),
        ('hugo.marchand@example.com',   'Hugo Marchand',      true,  array['user']),
        ('ines.carvalho@example.org',   'Inês Carvalho',      true,  array['user']),
        ('jonas.aalto@example.org',     'Jonas Aalto',        true,  array[]::text[]),
        ('keiko.tanaka@example.com',    'Keiko Tanaka',       true,  array['user']),
        ('liam.oconnor@example.org',    'Liam O''Connor',     true,  array['user']),
        ('mira.petrovic@example.com',   'Mira Petrović',      false, array['user']),
        ('noor.vandijk@example.org',    'Noor van Dijk',      true,  array['user']),
        ('oskar.blom@example.org',      'Oskar Blom',         true,  array['user']),
        ('priya.raman@example.com',     'Priya Raman',        true,  array['user']),
        ('quentin.leroy@example.org',   null,                 true,  array['user']),
        ('rosa.jimenez@example.com',    'Rosa Jiménez',       true,  array['user']),
        ('samuel.osei@example.org',     'Samuel Osei',        false, array[]::text[]),
        ('tove.andersen@example.com',   'Tove Andersen',      true,  array['user'])
), added as (
    insert into users (email, display_name, active)
    select email, display_name, active from people
    on conflict do nothing
    returning id, email
)
insert into user_roles (user_id, role_id)
select added.id, roles.id
from added
join people using (email)
join roles on roles.name = any (people.roles)
on conflict do nothing;
