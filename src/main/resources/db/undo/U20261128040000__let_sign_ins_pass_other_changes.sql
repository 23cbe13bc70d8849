drop trigger users_locked_before_sign_out on users;
drop function lock_before_sign_out();
