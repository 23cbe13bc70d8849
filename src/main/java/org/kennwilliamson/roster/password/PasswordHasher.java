package org.kennwilliamson.roster.password;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.platform.concurrent.Workers;

/**
 * Hashes passwords and checks them. Either takes 19 MiB and a core for tens of milliseconds: two at once, few waiting, and
 * never on an event loop. Whatever it returns fails with a 503 problem while too many are waiting.
 */
@Singleton
public class PasswordHasher {

    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;

    private final StoredHashes hashes = new StoredHashes();
    private final PasswordRules rules = new PasswordRules();

    private final Workers workers =
            new Workers("password-hasher", AT_ONCE, MOST_WAITING, "Too many passwords are being hashed.");

    /** A new password's hash as {@link #hash} makes it; fails with a problem where the password is easily guessed. */
    public Uni<String> hashNew(String password, String email) {
        return workers.run(() -> {
            rules.check(password, email);
            return Argon2id.hash(password);
        });
    }

    /** The password's hash as a PHC string, with today's parameters. */
    public Uni<String> hash(String password) {
        return workers.run(() -> Argon2id.hash(password));
    }

    /**
     * Whether a stored hash is this password's. What can't be checked never matches, and takes as long as if it could.
     *
     * @param hash of argon2 or bcrypt; null where there is no such user, or none with a password
     */
    public Uni<Verdict> verify(String password, String hash) {
        return workers.run(() -> hashes.verify(password, hash));
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
