package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.SCrypt;

/**
 * Hashes of scrypt (RFC 7914): as PHC strings, {@code $scrypt$ln=16,r=8,p=1$salt$hash}, and as Django writes them,
 * {@code scrypt$16384$salt$8$5$hash}, where the salt is text. Firebase's is another function.
 *
 * @param cost what the RFC calls N
 * @param blockSize what it calls r
 * @param lanes what it calls p
 */
record ImportedScrypt(int cost, int blockSize, int lanes, byte[] salt, Base64Text hash) implements ImportedHash {

    private static final Pattern DJANGOS = Pattern.compile(
            "scrypt\\$(?<cost>[1-9]\\d{0,6})\\$(?<salt>[!-#%-~]{1,128})\\$(?<r>[1-9]\\d?)\\$(?<p>[1-9]\\d?)\\$(?<hash>"
                    + Base64Text.REGEX + ")");

    private static final Set<String> PARAMETERS = Set.of("ln", "r", "p");

    /** N is a power of two. */
    private static final int MOST_LN = 20;

    private static final int MOST_OF_EACH = 99;

    private static final int BLOCK_BYTES = 128;
    private static final int KIB = 1024;

    /** Of blocks that are mixed: they take a core for about a second. */
    private static final long MOST_BLOCKS = 1 << 20;

    private static final int LEAST_HASH = 16;
    private static final int MOST_BYTES = 64;

    /** What checks a hash; none if it isn't scrypt's or costs more than Roster can afford. */
    static Optional<ImportedHash> read(String hash) {
        Matcher django = DJANGOS.matcher(hash);
        return (django.matches() ? Optional.of(ofDjango(django)) : ofPhc(hash))
                .filter(ImportedScrypt::isAffordable)
                .map(imported -> imported);
    }

    @Override
    public Verdict check(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        byte[] found = HashingMemory.within(
                memoryKib(), () -> SCrypt.generate(bytes, salt, cost, blockSize, lanes, hash.length()));
        return hash.is(found) ? Verdict.OUTDATED : Verdict.WRONG;
    }

    private int memoryKib() {
        return Math.max(1, (int) ((long) BLOCK_BYTES * cost * blockSize / KIB));
    }

    /** RFC 7914: N must be less than two to the power of 16 r. */
    private boolean isAffordable() {
        return cost >= 2
                && Integer.bitCount(cost) == 1
                && blockSize >= 1
                && blockSize <= MOST_OF_EACH
                && Integer.numberOfTrailingZeros(cost) < 16 * blockSize
                && lanes >= 1
                && lanes <= MOST_OF_EACH
                && memoryKib() <= HashingMemory.MOST_KIB
                && (long) cost * blockSize * lanes <= MOST_BLOCKS
                && hash.length() >= LEAST_HASH
                && hash.length() <= MOST_BYTES;
    }

    private static ImportedScrypt ofDjango(Matcher form) {
        return new ImportedScrypt(
                Integer.parseInt(form.group("cost")),
                Integer.parseInt(form.group("r")),
                Integer.parseInt(form.group("p")),
                form.group("salt").getBytes(StandardCharsets.UTF_8),
                new Base64Text(form.group("hash")));
    }

    private static Optional<ImportedScrypt> ofPhc(String hash) {
        return PhcString.of(hash)
                .filter(phc -> phc.id().equals("scrypt") && phc.version() == null && phc.has(PARAMETERS))
                .filter(phc -> phc.number("ln") <= MOST_LN && phc.salt().length() > 0)
                .map(phc -> new ImportedScrypt(
                        1 << phc.number("ln"),
                        phc.number("r"),
                        phc.number("p"),
                        phc.salt().bytes(),
                        phc.hash()));
    }
}
