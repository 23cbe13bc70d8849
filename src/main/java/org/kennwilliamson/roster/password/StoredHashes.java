package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.quarkus.logging.Log;

/** Checks passwords against hashes of today, and against those that were imported from elsewhere. */
final class StoredHashes {

    private static final List<Function<String, Optional<ImportedHash>>> KINDS =
            List.of(ImportedBcrypt::read, ImportedArgon2::read, ImportedPbkdf2::read, ImportedScrypt::read);

    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Takes as long as a check of today's hashes also if there is nothing to check.
     *
     * @param hash null for none
     */
    Verdict verify(String password, String hash) {
        if (hash == null || !isText(password)) {
            Argon2id.checkNobodys(password);
            return Verdict.WRONG;
        }
        if (Argon2id.made(hash)) {
            return Argon2id.matches(password, hash) ? Verdict.RIGHT : Verdict.WRONG;
        }
        return imported(hash).map(read -> read.check(password)).orElseGet(() -> uncheckable(password));
    }

    /** Whether a stored hash can be checked. */
    static boolean canCheck(String hash) {
        return Argon2id.made(hash) || imported(hash).isPresent();
    }

    /** Half of a character would be hashed as a question mark, and open what belongs to one. */
    private static boolean isText(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }

    private static Optional<ImportedHash> imported(String hash) {
        return KINDS.stream().flatMap(kind -> kind.apply(hash).stream()).findFirst();
    }

    private Verdict uncheckable(String password) {
        Argon2id.checkNobodys(password);
        if (!warned.getAndSet(true)) {
            Log.warn(
                    "A stored password hash is of a kind that Roster can't check, or costs more than Roster can afford:"
                            + " nobody can sign in with it. `roster doctor` counts them; this is said once.");
        }
        return Verdict.UNCHECKABLE;
    }
}
