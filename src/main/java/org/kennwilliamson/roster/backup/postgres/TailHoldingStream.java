package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Passes on all but the last piece of what it is given. pg_restore, which needs all of an archive before it commits,
 * gets that piece only once the whole file has shown to be the right one.
 */
final class TailHoldingStream extends OutputStream {

    private final OutputStream to;

    private byte[] last = {};
    private long bytes;

    TailHoldingStream(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int piece) throws IOException {
        write(new byte[] {(byte) piece});
    }

    @Override
    public void write(byte[] pieces, int from, int count) throws IOException {
        bytes += count;
        to.write(last);
        last = Arrays.copyOfRange(pieces, from, from + count);
    }

    /** Passes on the last piece, and closes the target. */
    void release() throws IOException {
        try (to) {
            to.write(last);
        }
    }

    /** How many it was given. */
    long bytes() {
        return bytes;
    }
}
