package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes of bcrypt, up to a cost of 13: that keeps a worker busy for a second. {@code 2a}, {@code 2b} and {@code 2y} are
 * the same function for whatever is text. Django writes {@code bcrypt$} before it, or {@code bcrypt_sha256$}, where bcrypt
 * gets the password's SHA-256.
 *
 * @param hash as bcrypt itself writes it
 * @param ofSha256 whether what was hashed is the password's SHA-256 in hexadecimal digits
 */
record ImportedBcrypt(String hash, boolean ofSha256) implements ImportedHash {

    private static final Pattern FORM = Pattern.compile(
            "(?<django>bcrypt(?<sha256>_sha256)?\\$)?(?<hash>\\$2[aby]\\$(0[4-9]|1[0-3])\\$[./A-Za-z0-9]{53})");

    private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** Where a hash's salt ends: its last character has two bits of it, and four that mean nothing. */
    private static final int LAST_OF_SALT = 28;

    private static final int SALT_BITS = 0b110000;

    /** What bcrypt looks at, of a password and the NUL that it puts behind. */
    private static final int MOST_BYTES = 72;

    /** What checks a hash; none if it isn't bcrypt's or costs more than Roster can afford. */
    static Optional<ImportedHash> read(String hash) {
        Matcher form = FORM.matcher(hash);
        return form.matches()
                ? Optional.of(new ImportedBcrypt(form.group("hash"), form.group("sha256") != null))
                : Optional.empty();
    }

    /**
     * Whoever has the first 72 bytes right is let in, as wherever the hash was made. But the rest of a long password, or
     * that there is none, was proved by nobody: only a password of which bcrypt saw the end may be hashed again.
     *
     * <p>One with a NUL never matches: bcrypt repeats a password and the NUL behind it, so that "x", NUL, "x" would open
     * what belongs to "x"; and programs in C end it there.
     */
    @Override
    public Verdict check(String password) {
        String input = ofSha256 ? sha256(password) : password;
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        if (!OpenBSDBCrypt.checkPassword(canonical(), bytes) || input.indexOf('\0') >= 0) {
            return Verdict.WRONG;
        }
        return bytes.length < MOST_BYTES ? Verdict.OUTDATED : Verdict.RIGHT;
    }

    /** The same hash, with zeros for the bits of the salt's last character that mean nothing. */
    private String canonical() {
        char last = ALPHABET.charAt(ALPHABET.indexOf(hash.charAt(LAST_OF_SALT)) & SALT_BITS);
        return hash.substring(0, LAST_OF_SALT) + last + hash.substring(LAST_OF_SALT + 1);
    }

    private static String sha256(String password) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
