drop index users_search_name_idx;
create index users_display_name_idx on users (lower(display_name) collate "C");
drop function lower_alike(text);
