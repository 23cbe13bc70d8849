package org.kennwilliamson.roster.password;

import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * The blocks that Argon2 fills, and how it fills them: RFC 9106, section 3.2 from step 5 on, one lane after the other.
 * They lie outside the heap, which needn't have room for them nor be tidied up because of them, in pieces of a MiB, which the
 * C library gives back to the system as soon as they are closed.
 */
final class Argon2Memory implements AutoCloseable {

    /** A block is 1 KiB, of 64-bit words. */
    static final int WORDS = 128;

    private static final int SLICES = 4;
    private static final int BLOCKS_OF_A_PIECE = 1024;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final Argon2 function;
    private final int columns;
    private final int segment;
    private final List<ByteBuf> pieces = new ArrayList<>();
    private final List<LongBuffer> words = new ArrayList<>();
    private final long[] block = new long[WORDS];
    private final long[] other = new long[WORDS];
    private final long[] mixed = new long[WORDS];
    private final long[] addressed = new long[WORDS];
    private final long[] addresses = new long[WORDS];

    /** Memory of any content; only whole segments of the function's are used. To be closed. */
    Argon2Memory(Argon2 function) {
        this.function = function;
        segment = function.memoryKib() / (SLICES * function.lanes());
        columns = SLICES * segment;
        int blocks = columns * function.lanes();
        for (int done = 0; done < blocks; done += BLOCKS_OF_A_PIECE) {
            allocate(Math.min(BLOCKS_OF_A_PIECE, blocks - done) * WORDS * Long.BYTES);
        }
    }

    private void allocate(int bytes) {
        try {
            ByteBuf piece = UnpooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
            pieces.add(piece);
            words.add(piece.nioBuffer(0, bytes).order(ByteOrder.nativeOrder()).asLongBuffer());
        } catch (OutOfMemoryError e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        pieces.forEach(ByteBuf::release);
    }

    /** Sets one of the blocks of the first two columns. */
    void set(int lane, int column, long[] values) {
        write(number(lane, column), values);
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
            read(number(lane, columns - 1), other);
            xor(last, other);
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
        int column = slice * segment + first;
        read(number(lane, column == 0 ? columns - 1 : column - 1), block);
        for (int i = first; i < segment; i++) {
            if (independent && i % WORDS == 0) {
                nextAddresses();
            }
            long random = independent ? addresses[i % WORDS] : block[0];
            read(reference(pass, slice, lane, i, random), other);
            mix(block, other);
            int number = number(lane, slice * segment + i);
            if (keep) {
                read(number, other);
                xor(block, other);
            }
            write(number, block);
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
        System.arraycopy(addressed, 0, addresses, 0, WORDS);
        for (int i = 0; i < 2; i++) {
            Arrays.fill(other, 0);
            mix(addresses, other);
        }
    }

    private int number(int lane, int column) {
        return lane * columns + column;
    }

    private void read(int number, long[] values) {
        words.get(number / BLOCKS_OF_A_PIECE).get(number % BLOCKS_OF_A_PIECE * WORDS, values);
    }

    private void write(int number, long[] values) {
        words.get(number / BLOCKS_OF_A_PIECE).put(number % BLOCKS_OF_A_PIECE * WORDS, values);
    }

    /** The compression function G: section 3.5. The first block becomes what it gives, the second one both blocks' XOR. */
    private void mix(long[] first, long[] second) {
        xor(second, first);
        System.arraycopy(second, 0, mixed, 0, WORDS);
        for (int row = 0; row < WORDS; row += 16) {
            permute(mixed, row, 2);
        }
        for (int pair = 0; pair < 16; pair += 2) {
            permute(mixed, pair, 16);
        }
        xor(mixed, second);
        System.arraycopy(mixed, 0, first, 0, WORDS);
    }

    private static void xor(long[] to, long[] from) {
        for (int i = 0; i < WORDS; i++) {
            to[i] ^= from[i];
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
