package org.kennwilliamson.roster.password;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory that hashes are computed in: 64 MiB altogether, which is what the usual libraries take for one hash of
 * argon2 by default, and more than two of Roster's own at once. Whoever wants more than is free waits for their turn.
 */
final class HashingMemory {

    static final int MOST_KIB = 64 * 1024;

    private static final Semaphore FREE_KIB = new Semaphore(MOST_KIB, true);

    private HashingMemory() {}

    /**
     * Runs work as soon as so much is free.
     *
     * @param kib {@link #MOST_KIB} at most
     */
    static <T> T within(int kib, Supplier<T> work) {
        FREE_KIB.acquireUninterruptibly(kib);
        try {
            return work.get();
        } finally {
            FREE_KIB.release(kib);
        }
    }
}
