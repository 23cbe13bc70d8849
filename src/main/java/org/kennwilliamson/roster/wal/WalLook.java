package org.kennwilliamson.roster.wal;

import java.time.Instant;

/**
 * What a look at PostgreSQL's WAL saw.
 *
 * @param progress of archiving, as this look and those before found it
 * @param at by this machine's clock: what came of it since nobody knows
 */
record WalLook(WalStatus status, ArchiverProgress progress, Instant at) {

    /** Whether something had been waiting for too long by then. */
    boolean hasStopped() {
        return progress.hasStopped(at);
    }
}
