-- A sign-in locks the key of the user's row, as its new session's foreign key does: it has to wait for whoever is about to
-- disable the user or to change the password, which end all sessions, and for nobody else. They lock the whole row.
create function lock_before_sign_out() returns trigger
    language plpgsql
as $$
begin
    perform from users where id = old.id for update;
    return new;
end
$$;

create trigger users_locked_before_sign_out before update of active, password_set_at on users
    for each row
    when (old.active and not new.active or new.password_set_at is distinct from old.password_set_at)
    execute function lock_before_sign_out();
