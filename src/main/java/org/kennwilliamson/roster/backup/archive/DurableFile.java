package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A new file on its way to the disk. It goes there in small steps: a commit of PostgreSQL's waits behind whatever the disk is
 * writing, and would wait for seconds behind a gigabyte that is synced at once.
 */
public final class DurableFile implements WritableByteChannel {

    private static final long STEP = 8 << 20;

    private final FileChannel file;
    private long unsynced;

    DurableFile(FileChannel file) {
        this.file = file;
    }

    /** Writes all of it. */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        unsynced += count;
        if (unsynced >= STEP) {
            file.force(false);
            unsynced = 0;
        }
        return count;
    }

    /** Returns once all of it is on the disk. */
    public void sync() throws IOException {
        file.force(true);
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
