package org.kennwilliamson.roster.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;

/**
 * Hashes of bcrypt, up to a cost of 13: that keeps a worker busy for a second. {@code 2a}, {@code 2b} and {@code 2y} are
 * the same function, and all are checked as {@code 2b}, because Password4j 1.8.4 hashes differently from everybody else
 * under {@code 2a} when a password has letters beyond ASCII.
 *
 * <p>Only a password's first 72 bytes count, here as wherever the hash was made.
 */
final class ImportedBcrypt {

    private static final Pattern HASH = Pattern.compile("\\$2[aby](\\$(0[4-9]|1[0-3])\\$[./A-Za-z0-9]{53})");

    private ImportedBcrypt() {}

    static boolean made(String hash) {
        return HASH.matcher(hash).matches();
    }

    /**
     * Whether a hash that bcrypt {@link #made} is this password's. One with a NUL never matches: bcrypt repeats a password
     * and the NUL behind it, so that "x", NUL, "x" would open what belongs to "x".
     */
    static boolean matches(String password, String hash) {
        Matcher parts = HASH.matcher(hash);
        return parts.matches()
                && BcryptFunction.getInstance(Bcrypt.B, Integer.parseInt(parts.group(2)))
                        .check(password, "$2b" + parts.group(1))
                && password.indexOf('\0') < 0;
    }
}
