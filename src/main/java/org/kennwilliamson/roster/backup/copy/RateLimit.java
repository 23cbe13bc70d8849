package org.kennwilliamson.roster.backup.copy;

import java.util.concurrent.locks.LockSupport;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Holds up who tells of its progress, so that no phase is faster than a rate on the whole. */
public final class RateLimit implements Progress {

    private static final double SECOND = 1e9;

    private final Progress progress;
    private final double nanosOfAByte;

    private String phase;
    private long begin;

    /**
     * @param bytesPerSecond 0 for no limit
     * @param progress is told, too
     */
    public RateLimit(long bytesPerSecond, Progress progress) {
        this.progress = progress;
        this.nanosOfAByte = bytesPerSecond == 0 ? 0 : SECOND / bytesPerSecond;
    }

    /** Returns at once to a thread that is interrupted. */
    @Override
    public void at(String phase, long bytes) {
        progress.at(phase, bytes);
        long now = System.nanoTime();
        if (!phase.equals(this.phase)) {
            this.phase = phase;
            begin = now;
        }
        long due = begin + (long) (bytes * nanosOfAByte);
        while (due > System.nanoTime() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}
