package org.kennwilliamson.roster.password;

import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.logging.Log;

/** Checks passwords against hashes of today, and against those that were imported from elsewhere. */
final class StoredHashes {

    private final ImportedArgon2 importedArgon2 = new ImportedArgon2();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param hash null for none */
    Verdict verify(String password, String hash) {
        if (hash == null) {
            return new Verdict(Argon2id.never(password), false);
        }
        return Argon2id.made(hash)
                ? new Verdict(Argon2id.matches(password, hash), false)
                : new Verdict(matchesImported(password, hash), true);
    }

    private boolean matchesImported(String password, String hash) {
        if (ImportedBcrypt.made(hash)) {
            return ImportedBcrypt.matches(password, hash);
        }
        return importedArgon2
                .functionFor(hash)
                .map(function -> function.check(password, hash))
                .orElseGet(() -> matchesUnreadable(password));
    }

    private boolean matchesUnreadable(String password) {
        if (!warned.getAndSet(true)) {
            Log.warn("A stored password hash is neither argon2 nor bcrypt, or costs more than Roster can afford: nobody"
                    + " can sign in with it. This is said once, however many there are.");
        }
        return Argon2id.never(password);
    }
}
