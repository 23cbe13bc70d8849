package org.kennwilliamson.roster.password;

import java.util.Arrays;

/**
 * The blocks that Argon2 fills, and how it fills them: RFC 9106, section 3.2 from step 5 on, one lane after the other.
 * They lie in pieces of a MiB, so that they are neither allocated nor moved block by block, and need no gap of 64 MiB in a heap.
 */
final class Argon2Memory {

    /** A block is 1 KiB, of 64-bit words. */
    static final int WORDS = 128;

    private static final int SLICES = 4;
    private static final int BLOCKS_OF_A_PIECE = 1024;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final Argon2 function;
    private final int columns;
    private final int segment;
    private final long[][] pieces;
    private final long[] mixed = new long[WORDS];
    private final long[] addressed = new long[WORDS];
    private final long[] addresses = new long[WORDS];

    /** All blocks, as zeros; only whole segments of the function's memory are used. */
    Argon2Memory(Argon2 function) {
        this.function = function;
        segment = function.memoryKib() / (SLICES * function.lanes());
        columns = SLICES * segment;
        int blocks = columns * function.lanes();
        pieces = new long[(blocks + BLOCKS_OF_A_PIECE - 1) / BLOCKS_OF_A_PIECE][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = new long[Math.min(BLOCKS_OF_A_PIECE, blocks - i * BLOCKS_OF_A_PIECE) * WORDS];
        }
    }

    /** Sets one of the blocks of the first two columns. */
    void set(int lane, int column, long[] block) {
        int number = number(lane, column);
        System.arraycopy(block, 0, piece(number), offset(number), WORDS);
    }

    /** Fills the rest, as often as there are iterations, and gives the XOR of the last column's blocks. */
    long[] fill() {
        for (int pass = 0; pass < function.iterations(); pass++) {
            for (int slice = 0; slice < SLICES; slice++) {
                for (int lane = 0; lane < function.lanes(); lane++) {
                    fillSegment(pass, slice, lane);
                }
            }
        }
        long[] last = new long[WORDS];
        for (int lane = 0; lane < function.lanes(); lane++) {
            int number = number(lane, columns - 1);
            xor(last, 0, piece(number), offset(number));
        }
        return last;
    }

    private void fillSegment(int pass, int slice, int lane) {
        boolean independent = function.kind().isIndependent(pass, slice, SLICES);
        boolean keep = pass > 0 && function.version() != Argon2.FIRST_VERSION;
        if (independent) {
            startAddresses(pass, slice, lane);
        }
        int first = pass == 0 && slice == 0 ? 2 : 0;
        if (independent && first > 0) {
            nextAddresses();
        }
        for (int i = first; i < segment; i++) {
            if (independent && i % WORDS == 0) {
                nextAddresses();
            }
            int column = slice * segment + i;
            int previous = number(lane, column == 0 ? columns - 1 : column - 1);
            long random = independent ? addresses[i % WORDS] : piece(previous)[offset(previous)];
            System.arraycopy(piece(previous), offset(previous), mixed, 0, WORDS);
            int reference = reference(pass, slice, lane, i, random);
            int block = number(lane, column);
            mix(piece(reference), offset(reference), piece(block), offset(block), keep);
        }
    }

    /** Which block a pseudo-random number picks: section 3.4.2. */
    private int reference(int pass, int slice, int lane, int i, long random) {
        int other = pass == 0 && slice == 0 ? lane : (int) ((random >>> 32) % function.lanes());
        int finished = pass == 0 ? slice * segment : columns - segment;
        int area = other == lane ? finished + i - 1 : finished - (i == 0 ? 1 : 0);
        long x = random & LOW_HALF;
        long y = area * (x * x >>> 32) >>> 32;
        int start = pass == 0 ? 0 : (slice + 1) * segment;
        return number(other, (int) ((start + area - 1 - y) % columns));
    }

    /** Addresses that depend on nothing secret: section 3.4.1.2. */
    private void startAddresses(int pass, int slice, int lane) {
        Arrays.fill(addressed, 0);
        addressed[0] = pass;
        addressed[1] = lane;
        addressed[2] = slice;
        addressed[3] = (long) columns * function.lanes();
        addressed[4] = function.iterations();
        addressed[5] = function.kind().number();
    }

    private void nextAddresses() {
        addressed[6]++;
        Arrays.fill(mixed, 0);
        mix(addressed, 0, addresses, 0, false);
        Arrays.fill(mixed, 0);
        mix(addresses.clone(), 0, addresses, 0, false);
    }

    private int number(int lane, int column) {
        return lane * columns + column;
    }

    private long[] piece(int number) {
        return pieces[number / BLOCKS_OF_A_PIECE];
    }

    private static int offset(int number) {
        return number % BLOCKS_OF_A_PIECE * WORDS;
    }

    /**
     * The compression function G of {@link #mixed} and a second block: section 3.5. With {@code keep}, what the target was
     * goes into it.
     */
    private void mix(long[] from, int second, long[] to, int target, boolean keep) {
        long kept = keep ? -1 : 0;
        for (int i = 0; i < WORDS; i++) {
            long word = mixed[i] ^ from[second + i];
            mixed[i] = word;
            to[target + i] = to[target + i] & kept ^ word;
        }
        for (int row = 0; row < WORDS; row += 16) {
            permute(mixed, row, 2);
        }
        for (int pair = 0; pair < 16; pair += 2) {
            permute(mixed, pair, 16);
        }
        xor(to, target, mixed, 0);
    }

    private static void xor(long[] to, int target, long[] from, int source) {
        for (int i = 0; i < WORDS; i++) {
            to[target + i] ^= from[source + i];
        }
    }

    /** The permutation P of eight pairs of words, one pair every {@code step} words: section 3.6. */
    private static void permute(long[] words, int first, int step) {
        int third = first + 2 * step;
        int fifth = first + 4 * step;
        int seventh = first + 6 * step;
        for (int i = 0; i < 2; i++) {
            quarter(words, first + i, third + i, fifth + i, seventh + i);
            quarter(words, first + step + i, third + step + i, fifth + step + i, seventh + step + i);
        }
        quarter(words, first, third + 1, fifth + step, seventh + step + 1);
        quarter(words, first + 1, third + step, fifth + step + 1, seventh);
        quarter(words, first + step, third + step + 1, fifth, seventh + 1);
        quarter(words, first + step + 1, third, fifth + 1, seventh + step);
    }

    /** The function GB of four words, which it replaces: section 3.6. */
    private static void quarter(long[] words, int ia, int ib, int ic, int id) {
        long a = words[ia];
        long b = words[ib];
        long c = words[ic];
        long d = words[id];
        a += b + 2 * (a & LOW_HALF) * (b & LOW_HALF);
        d = Long.rotateRight(d ^ a, 32);
        c += d + 2 * (c & LOW_HALF) * (d & LOW_HALF);
        b = Long.rotateRight(b ^ c, 24);
        a += b + 2 * (a & LOW_HALF) * (b & LOW_HALF);
        d = Long.rotateRight(d ^ a, 16);
        c += d + 2 * (c & LOW_HALF) * (d & LOW_HALF);
        b = Long.rotateRight(b ^ c, 63);
        words[ia] = a;
        words[ib] = b;
        words[ic] = c;
        words[id] = d;
    }
}
