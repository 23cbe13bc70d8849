drop table user_roles;
drop table roles;
drop function keep_role_names();
