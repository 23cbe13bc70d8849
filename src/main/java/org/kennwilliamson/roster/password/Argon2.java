package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The function of RFC 9106, with one set of parameters. BouncyCastle computes it, one lane after the other: neither
 * threads nor memory outlast a computation, so that no hash depends on those that were checked before.
 *
 * @param memoryKib that it fills, again with each iteration
 */
record Argon2(Kind kind, int version, int memoryKib, int iterations, int lanes) {

    /** The version of 2015, which hashes without {@code v=} have: they were made before there was another. */
    static final int FIRST_VERSION = Argon2Parameters.ARGON2_VERSION_10;

    static final int LATEST_VERSION = Argon2Parameters.ARGON2_VERSION_13;

    /** How many times the memory is filled, in KiB: five iterations of the most memory take a core for about a second. */
    private static final int MOST_KIB_FILLED = 5 * HashingMemory.MOST_KIB;

    private static final int LEAST_KIB_OF_A_LANE = 8;

    /** Which blocks are read does not depend on the password, it does, or first the one and then the other. */
    enum Kind {
        ARGON2I("argon2i", Argon2Parameters.ARGON2_i),
        ARGON2D("argon2d", Argon2Parameters.ARGON2_d),
        ARGON2ID("argon2id", Argon2Parameters.ARGON2_id);

        private final String id;
        private final int number;

        Kind(String id, int number) {
            this.id = id;
            this.number = number;
        }

        /** The kind that a PHC string calls so. */
        static Optional<Kind> of(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
        }
    }

    /** Whether the function is defined for these parameters, and Roster can afford it. */
    boolean isAffordable() {
        return (version == FIRST_VERSION || version == LATEST_VERSION)
                && lanes >= 1
                && iterations >= 1
                && memoryKib >= LEAST_KIB_OF_A_LANE * (long) lanes
                && memoryKib <= HashingMemory.MOST_KIB
                && (long) memoryKib * iterations <= MOST_KIB_FILLED;
    }

    /** The hash of a password, so many bytes long. */
    byte[] hash(String password, byte[] salt, int bytes) {
        return HashingMemory.within(memoryKib, () -> {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(kind.number)
                    .withVersion(version)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(iterations)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[bytes];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        });
    }
}
