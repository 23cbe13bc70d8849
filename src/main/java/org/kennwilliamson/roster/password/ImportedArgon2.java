package org.kennwilliamson.roster.password;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.password4j.Argon2Function;

/**
 * Hashes of argon2 with other parameters than today's: up to 10 iterations on 4 lanes, salts of 8 to 64 bytes (RFC 9106
 * wants 8 at least), hashes of 16 to 64, and no more memory than today's.
 *
 * <p>Password4j never gives back the memory that it once took for a set of parameters, and each check takes as much
 * again. With all imported sets of a process held to 24 MiB, two checks at once stay below 82 MiB, today's set included,
 * instead of 57: what Roster has to spare in a container of 256 MB. Hashes of 64 MiB, the default of some libraries,
 * would make it 211. Users whose hash doesn't fit need a new password.
 */
final class ImportedArgon2 {

    private static final int MOST_KIB = 24 * 1024;
    private static final int MOST_KIB_OF_ONE = Argon2id.MEMORY_KIB;
    private static final int MOST_ITERATIONS = 10;

    /** Each set also keeps a pool of threads; this bounds how many there are. */
    private static final int KIB_BESIDE = 1024;

    private static final Pattern PHC = Pattern.compile("(?<parameters>\\$argon2(id|i|d)\\$v=(16|19)"
            + "\\$m=(?<memory>[1-9]\\d{0,4}),t=(?<iterations>[1-9]\\d?),p=(?<lanes>[1-4])\\$)"
            + "(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<hash>[A-Za-z0-9+/]{22,86})");

    private final Set<String> kept = new HashSet<>();
    private int keptKib;

    /** What checks a hash; none where it isn't argon2's or costs more than Roster can afford. */
    synchronized Optional<Argon2Function> functionFor(String hash) {
        Matcher phc = PHC.matcher(hash);
        return phc.matches() && isWithinBounds(phc) && fits(phc)
                ? Optional.of(Argon2Function.getInstanceFromHash(hash))
                : Optional.empty();
    }

    private static boolean isWithinBounds(Matcher phc) {
        int memory = number(phc, "memory");
        return memory >= 8 * number(phc, "lanes")
                && memory <= MOST_KIB_OF_ONE
                && number(phc, "iterations") <= MOST_ITERATIONS
                && isBase64(phc.group("salt"))
                && isBase64(phc.group("hash"));
    }

    private boolean fits(Matcher phc) {
        String set = phc.group("parameters") + phc.group("hash").length();
        int kib = number(phc, "memory") + KIB_BESIDE;
        if (kept.contains(set)) {
            return true;
        }
        if (keptKib + kib > MOST_KIB) {
            return false;
        }
        keptKib += kib;
        return kept.add(set);
    }

    /** No number of bytes leaves one character over. */
    private static boolean isBase64(String unpadded) {
        return unpadded.length() % 4 != 1;
    }

    private static int number(Matcher phc, String group) {
        return Integer.parseInt(phc.group(group));
    }
}
