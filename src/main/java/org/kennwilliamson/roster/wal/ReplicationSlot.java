package org.kennwilliamson.roster.wal;

import java.util.Locale;

/**
 * What keeps WAL until somebody, a standby for instance, has read it. A standby without a slot keeps none.
 *
 * @param active whether somebody reads now
 * @param state PostgreSQL's {@code wal_status}
 * @param held how many bytes of WAL it keeps, from the oldest that it needs up to now
 * @param limited whether PostgreSQL gives it up beyond a limit
 */
public record ReplicationSlot(String name, boolean active, SlotState state, long held, boolean limited) {

    /** Of {@code pg_replication_slots.wal_status}. */
    public enum SlotState {
        /** It has never kept any. */
        NONE,

        /** Within {@code max_wal_size}. */
        RESERVED,

        /** Beyond that. */
        EXTENDED,

        /** About to be given up. */
        UNRESERVED,

        /** Given up: who read it has to begin anew. */
        LOST;

        static SlotState of(String status) {
            return status == null ? NONE : valueOf(status.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it keeps more than PostgreSQL would keep for itself. */
    public boolean isBeyond() {
        return state == SlotState.EXTENDED || state == SlotState.UNRESERVED;
    }

    public boolean isLost() {
        return state == SlotState.LOST;
    }
}
