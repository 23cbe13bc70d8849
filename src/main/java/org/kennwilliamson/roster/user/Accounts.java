package org.kennwilliamson.roster.user;

import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.Trail;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.problem.ProblemException;

/** The changes of a user that involve a password, which is hashed before anything is written. */
@Singleton
class Accounts {

    private final UserRepository users;
    private final PasswordHasher hasher;

    Accounts(UserRepository users, PasswordHasher hasher) {
        this.users = users;
        this.hasher = hasher;
    }

    Uni<User> create(NewUser user, Trail trail) {
        return user.password() == null
                ? users.create(user, null, trail)
                : hasher.hash(user.password()).chain(hash -> users.create(user, hash, trail));
    }

    Uni<Void> setPassword(UUID id, NewPassword password, Trail trail) {
        return hasher.hash(password.password())
                .chain(hash -> users.setPassword(id, hash, trail))
                .invoke(Accounts::requireFound)
                .replaceWithVoid();
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw ProblemException.notFound("user");
        }
    }
}
