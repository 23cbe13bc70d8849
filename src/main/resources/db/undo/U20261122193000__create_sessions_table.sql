drop trigger users_signed_out on users;
drop function end_sessions();
drop trigger user_roles_granted on user_roles;
drop trigger user_roles_revoked on user_roles;
drop trigger user_roles_moved on user_roles;
drop table sessions;
drop function notify_access_changed();
drop function notify_access_changed_for_all();
alter table users drop column password_set_at;
