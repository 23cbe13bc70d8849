package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Who uses a server: every process that does holds a shared lock, and the last to leave may stop it. The locks vanish
 * with their process, so one that was killed keeps no server alive that the next would leave running.
 */
final class Lease implements AutoCloseable {
    private static final long STARTING = 0;
    private static final long USING = 1;

    private final FileChannel channel;
    private FileLock use;

    private Lease(FileChannel channel) {
        this.channel = channel;
    }

    static Lease on(Path file) throws IOException {
        return new Lease(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    interface Action {
        void run() throws IOException;
    }

    /** Runs the action while nobody else starts or stops this server, then counts as one of its users. */
    void enter(Action start) throws IOException {
        alone(() -> {
            start.run();
            use = shared();
        });
    }

    /** Leaves, and runs the action if nobody else is left. */
    void leave(Action stop) throws IOException {
        if (use == null) {
            return;
        }
        alone(() -> {
            use.release();
            use = null;
            try (FileLock last = channel.tryLock(USING, 1, false)) {
                if (last != null) {
                    stop.run();
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Java allows a file lock once per JVM: an earlier start in this one holds it then, and will stop the server. */
    private FileLock shared() throws IOException {
        try {
            return channel.lock(USING, 1, true);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void alone(Action action) throws IOException {
        synchronized (Lease.class) {
            FileLock starting = channel.lock(STARTING, 1, false);
            try {
                action.run();
            } finally {
                starting.release();
            }
        }
    }
}
