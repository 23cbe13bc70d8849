drop trigger administrators_kept_on_update on user_roles;
drop trigger administrators_kept_on_delete on user_roles;
drop function keep_the_role_of_an_administrator();
drop trigger administrators_kept_on_update on users;
drop trigger administrators_kept_on_delete on users;
drop function keep_an_administrator();
