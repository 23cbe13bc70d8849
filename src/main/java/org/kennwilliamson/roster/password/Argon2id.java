package org.kennwilliamson.roster.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * How passwords are hashed today: argon2id with the smallest parameters that OWASP's Password Storage Cheat Sheet
 * recommends.
 */
final class Argon2id {

    private static final Argon2 FUNCTION = new Argon2(Argon2.Kind.ARGON2ID, Argon2.LATEST_VERSION, 19_456, 2, 1);
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final String PARAMETERS = "$argon2id$v=%d$m=%d,t=%d,p=%d$"
            .formatted(FUNCTION.version(), FUNCTION.memoryKib(), FUNCTION.iterations(), FUNCTION.lanes());

    /** 22 and 43 characters of Base64 are 16 and 32 bytes. */
    private static final Pattern TODAYS =
            Pattern.compile(Pattern.quote(PARAMETERS) + "[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

    private static final String NOBODYS = PARAMETERS + "A".repeat(22) + "$" + "A".repeat(43);

    private Argon2id() {}

    /** The password's hash as a PHC string, with a salt of its own. */
    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] hash = FUNCTION.hash(password, salt, HASH_BYTES);
        return PARAMETERS + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /** Whether a hash was made with today's parameters. */
    static boolean made(String hash) {
        return TODAYS.matcher(hash).matches();
    }

    /** Whether a hash that was {@link #made} here is this password's. */
    static boolean matches(String password, String hash) {
        String[] saltAndHash = hash.substring(PARAMETERS.length()).split("\\$");
        byte[] wanted = Base64.getDecoder().decode(saltAndHash[1]);
        return MessageDigest.isEqual(
                FUNCTION.hash(password, Base64.getDecoder().decode(saltAndHash[0]), HASH_BYTES), wanted);
    }

    /** Takes as long as a check of a real hash. */
    static void checkNobodys(String password) {
        matches(password, NOBODYS);
    }
}
