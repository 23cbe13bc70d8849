package org.kennwilliamson.roster.user;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.problem.ProblemException;

/** The changes of a user that involve a password, which is judged and hashed before anything is written. */
@Singleton
public class Users {

    private final UserRepository users;
    private final PasswordHasher hasher;

    Users(UserRepository users, PasswordHasher hasher) {
        this.users = users;
        this.hasher = hasher;
    }

    /** @param key the request's name, if it has one: then it is created once */
    Uni<User> create(NewUser user, Optional<IdempotencyKey> key, AuditContext trail) {
        return user.password() == null
                ? users.create(user, null, key, trail)
                : hasher.hashNew(user.password(), user.email()).chain(hash -> users.create(user, hash, key, trail));
    }

    /** The user with this id. Fails with 404 if there is none. */
    public Uni<User> find(UUID id) {
        return users.find(id).map(user -> user.orElseThrow(() -> ProblemException.notFound("user")));
    }

    /** The user with this address, in any case. Fails with 404 if there is none. */
    Uni<User> find(String email) {
        UserFilter filter = new UserFilter();
        filter.email = email;
        return users.page(filter, Slice.FIRST)
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("user")));
    }

    Uni<Void> setPassword(UUID id, NewPassword password, AuditContext trail) {
        return find(id).chain(user -> setPassword(user, password.password(), trail));
    }

    private Uni<Void> setPassword(User user, String password, AuditContext trail) {
        return hasher.hashNew(password, user.email())
                .chain(hash -> users.setPassword(user.id(), hash, trail))
                .invoke(Users::requireFound)
                .replaceWithVoid();
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw ProblemException.notFound("user");
        }
    }
}
