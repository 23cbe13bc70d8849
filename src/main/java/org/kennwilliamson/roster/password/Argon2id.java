package org.kennwilliamson.roster.password;

import java.util.regex.Pattern;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * How passwords are hashed today: argon2id with the smallest parameters that OWASP's Password Storage Cheat Sheet
 * recommends.
 */
final class Argon2id {

    static final int MEMORY_KIB = 19_456;

    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final String PARAMETERS =
            "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, ITERATIONS, PARALLELISM);

    /** 22 and 43 characters of Base64 are 16 and 32 bytes. */
    private static final Pattern TODAYS =
            Pattern.compile(Pattern.quote(PARAMETERS) + "[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

    private static final String NOBODYS = PARAMETERS + "A".repeat(22) + "$" + "A".repeat(43);

    private Argon2id() {}

    /** The password's hash as a PHC string, with a salt of its own. */
    static String hash(String password) {
        return Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .with(function())
                .getResult();
    }

    /** Whether a hash was made with today's parameters. */
    static boolean made(String hash) {
        return TODAYS.matcher(hash).matches();
    }

    /** Whether a hash that was {@link #made} here is this password's. */
    static boolean matches(String password, String hash) {
        return function().check(password, hash);
    }

    /** False, as late as a check of a real hash would say it. */
    static boolean never(String password) {
        matches(password, NOBODYS);
        return false;
    }

    private static Argon2Function function() {
        return Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
    }
}
