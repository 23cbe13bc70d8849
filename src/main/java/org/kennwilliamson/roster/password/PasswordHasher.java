package org.kennwilliamson.roster.password;

import java.util.List;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.platform.concurrent.Workers;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/**
 * Hashes passwords and checks them. Either takes 19 MiB and a core for tens of milliseconds, imported hashes up to 64 MiB
 * and a second: two at once, but never on the last core, which is for whatever else is asked; few waiting, and never on an
 * event loop. Whatever it returns fails with a 503 problem while too many are waiting.
 *
 * <p>What is hashed is the password in Unicode's form C, however it was typed.
 */
@Singleton
public class PasswordHasher {

    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_WAITING = 64;

    private final StoredHashes hashes = new StoredHashes();
    private final PasswordRules rules = new PasswordRules();

    private final Workers workers =
            new Workers("password-hasher", atOnce(), MOST_WAITING, "Too many passwords are being hashed.");

    /**
     * Begins work that comes to {@link #verify} after other steps, such as asking the database for a hash; at once fails
     * with a 503 problem if too many are waiting, or are on their way to it.
     */
    public <T> Uni<T> admit(Supplier<Uni<T>> work) {
        return workers.admit(work);
    }

    /** A new password's hash as {@link #hash} makes it; fails with a problem if the password is easily guessed. */
    public Uni<String> hashNew(String password, String email) {
        return workers.run(() -> {
            String hashed = UnicodeForms.composed(password);
            rules.check(hashed, email);
            return Argon2id.hash(hashed);
        });
    }

    /** The password's hash as a PHC string, with today's parameters. */
    public Uni<String> hash(String password) {
        return workers.run(() -> Argon2id.hash(UnicodeForms.composed(password)));
    }

    /**
     * Whether a stored hash is this password's. What can't be checked takes as long as if it could. A hash of another
     * form of the same text, made elsewhere or before there was one form, matches and is outdated.
     *
     * @param hash of today's or imported; null if there is no such user, or none with a password
     */
    public Uni<Verdict> verify(String password, String hash) {
        return workers.run(() -> verifyForms(password, hash));
    }

    private Verdict verifyForms(String password, String hash) {
        String today = UnicodeForms.composed(password);
        Verdict verdict = hashes.verify(today, hash);
        for (String form : List.of(password, UnicodeForms.decomposed(password))) {
            if (verdict != Verdict.WRONG) {
                return verdict;
            }
            if (!form.equals(today) && hashes.verify(form, hash) != Verdict.WRONG) {
                return Verdict.OUTDATED;
            }
        }
        return verdict;
    }

    /** Its threads and those who wait for them. */
    Workers workers() {
        return workers;
    }

    /** Whether {@link #verify} can check a stored hash. */
    public static boolean canVerify(String hash) {
        return StoredHashes.canCheck(hash);
    }

    /** Asked when the service starts: the native binary may run on another machine than it was compiled on. */
    private static int atOnce() {
        return Math.max(1, Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors() - 1));
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
