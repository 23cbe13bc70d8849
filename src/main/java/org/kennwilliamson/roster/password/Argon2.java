package org.kennwilliamson.roster.password;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * The function of RFC 9106, with one set of parameters. Computed one lane after the other: neither
 * threads nor memory outlast a computation, so that no hash depends on those that were checked before.
 *
 * @param memoryKib that it fills, again with each iteration
 */
record Argon2(Kind kind, int version, int memoryKib, int iterations, int lanes) {

    /** The version of 2015, which hashes without {@code v=} have: they were made before there was another. */
    static final int FIRST_VERSION = 0x10;

    static final int LATEST_VERSION = 0x13;

    /** How many times the memory is filled, in KiB: five iterations of the most memory take a core for about a second. */
    private static final int MOST_KIB_FILLED = 5 * HashingMemory.MOST_KIB;

    private static final int LEAST_KIB_OF_A_LANE = 8;
    private static final int BLOCK_BYTES = Argon2Memory.WORDS * Long.BYTES;
    private static final int BLAKE2B_BYTES = 64;

    /** Which blocks are read does not depend on the password, it does, or first the one and then the other. */
    enum Kind {
        ARGON2I("argon2i", 1),
        ARGON2D("argon2d", 0),
        ARGON2ID("argon2id", 2);

        private final String id;
        private final int number;

        Kind(String id, int number) {
            this.id = id;
            this.number = number;
        }

        /** The RFC's number of the kind. */
        int number() {
            return number;
        }

        /** Whether the blocks that are read in this part of a pass depend on nothing secret. */
        boolean isIndependent(int pass, int slice, int slices) {
            return switch (this) {
                case ARGON2I -> true;
                case ARGON2D -> false;
                case ARGON2ID -> pass == 0 && slice < slices / 2;
            };
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

    /** The hash of a password, so many bytes long: RFC 9106, section 3.2. */
    byte[] hash(String password, byte[] salt, int bytes) {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        return HashingMemory.within(memoryKib, () -> {
            byte[] seed = seed(secret, salt, bytes);
            try (Argon2Memory memory = new Argon2Memory(this)) {
                for (int lane = 0; lane < lanes; lane++) {
                    for (int column = 0; column < 2; column++) {
                        memory.set(lane, column, words(longHash(BLOCK_BYTES, seed, littleEndian(column, lane))));
                    }
                }
                return longHash(bytes, bytes(memory.fill()));
            }
        });
    }

    /** H0 of the RFC, without a secret value and associated data. */
    private byte[] seed(byte[] password, byte[] salt, int bytes) {
        return blake2b(
                BLAKE2B_BYTES,
                littleEndian(lanes, bytes, memoryKib, iterations, version, kind.number),
                littleEndian(password.length),
                password,
                littleEndian(salt.length),
                salt,
                littleEndian(0, 0));
    }

    /** H' of the RFC: a hash of any length of these parts, one behind the other. */
    private static byte[] longHash(int bytes, byte[]... parts) {
        byte[][] all = new byte[parts.length + 1][];
        all[0] = littleEndian(bytes);
        System.arraycopy(parts, 0, all, 1, parts.length);
        byte[] link = blake2b(Math.min(bytes, BLAKE2B_BYTES), all);
        ByteBuffer hash = ByteBuffer.allocate(bytes);
        while (hash.remaining() > BLAKE2B_BYTES) {
            hash.put(link, 0, BLAKE2B_BYTES / 2);
            link = blake2b(Math.min(hash.remaining(), BLAKE2B_BYTES), link);
        }
        return hash.put(link).array();
    }

    private static byte[] blake2b(int bytes, byte[]... parts) {
        Blake2bDigest digest = new Blake2bDigest(bytes * Byte.SIZE);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[bytes];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] littleEndian(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    private static long[] words(byte[] block) {
        long[] words = new long[Argon2Memory.WORDS];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }

    private static byte[] bytes(long[] block) {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(block);
        return buffer.array();
    }
}
