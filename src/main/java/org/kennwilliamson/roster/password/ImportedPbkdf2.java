package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Hashes of PBKDF2 with HMAC-SHA-256 or HMAC-SHA-512: as PHC strings, {@code $pbkdf2-sha256$i=27500,l=64$salt$hash}, as
 * passlib writes them, {@code $pbkdf2-sha256$29000$salt$hash}, and as Django does,
 * {@code pbkdf2_sha256$1000000$salt$hash}, where the salt is text. Two million iterations take a core for some seconds.
 */
record ImportedPbkdf2(Hmac hmac, int iterations, byte[] salt, Base64Text hash) implements ImportedHash {

    private static final Pattern DJANGOS = Pattern.compile(
            "pbkdf2_sha256\\$(?<i>[1-9]\\d{0,6})\\$(?<salt>[!-#%-~]{1,128})\\$(?<hash>" + Base64Text.REGEX + ")");

    private static final Pattern PASSLIBS =
            Pattern.compile("(?<id>\\$pbkdf2-sha(256|512)\\$)(?<i>[1-9]\\d{0,6})(?<rest>\\$.+)");

    private static final Set<String> PARAMETERS = Set.of("i");
    private static final Set<String> WITH_LENGTH = Set.of("i", "l");

    private static final int MOST_ITERATIONS = 2_000_000;
    private static final int LEAST_HASH = 16;
    private static final int MOST_BYTES = 64;

    private enum Hmac {
        SHA256("pbkdf2-sha256", 32),
        SHA512("pbkdf2-sha512", 64);

        private final String id;
        private final int bytes;

        Hmac(String id, int bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        static Optional<Hmac> of(String id) {
            return Arrays.stream(values()).filter(hmac -> hmac.id.equals(id)).findFirst();
        }

        Digest digest() {
            return this == SHA256 ? new SHA256Digest() : new SHA512Digest();
        }
    }

    /** What checks a hash; none if it isn't PBKDF2's or costs more than Roster can afford. */
    static Optional<ImportedHash> read(String hash) {
        Matcher django = DJANGOS.matcher(hash);
        return (django.matches()
                        ? Optional.of(ofDjango(django))
                        : ofPhc(PASSLIBS.matcher(hash).replaceFirst("${id}i=${i}${rest}")))
                .filter(ImportedPbkdf2::isAffordable)
                .map(imported -> imported);
    }

    @Override
    public Verdict check(String password) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(hmac.digest());
        generator.init(password.getBytes(StandardCharsets.UTF_8), salt, iterations);
        KeyParameter key = (KeyParameter) generator.generateDerivedMacParameters(hash.length() * Byte.SIZE);
        return hash.is(key.getKey()) ? Verdict.OUTDATED : Verdict.WRONG;
    }

    /** A hash that is longer than the HMAC's takes as many iterations once more. */
    private boolean isAffordable() {
        return iterations >= 1
                && hash.length() >= LEAST_HASH
                && hash.length() <= MOST_BYTES
                && (long) iterations * ((hash.length() + hmac.bytes - 1) / hmac.bytes) <= MOST_ITERATIONS;
    }

    private static ImportedPbkdf2 ofDjango(Matcher form) {
        return new ImportedPbkdf2(
                Hmac.SHA256,
                Integer.parseInt(form.group("i")),
                form.group("salt").getBytes(StandardCharsets.UTF_8),
                new Base64Text(form.group("hash")));
    }

    private static Optional<ImportedPbkdf2> ofPhc(String hash) {
        return PhcString.of(hash)
                .filter(phc -> phc.version() == null && phc.salt().length() > 0)
                .filter(phc -> phc.has(PARAMETERS)
                        || phc.has(WITH_LENGTH) && phc.number("l") == phc.hash().length())
                .flatMap(phc -> Hmac.of(phc.id())
                        .map(hmac -> new ImportedPbkdf2(
                                hmac, phc.number("i"), phc.salt().bytes(), phc.hash())));
    }
}
