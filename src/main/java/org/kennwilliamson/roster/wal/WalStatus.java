package org.kennwilliamson.roster.wal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What PostgreSQL says of its WAL at one moment.
 *
 * @param at by its own clock
 * @param position how many bytes were ever written
 * @param usualSize up to which {@code pg_wal} grows by itself, {@code max_wal_size}
 * @param size of {@code pg_wal}; empty if the role may not see it
 */
public record WalStatus(
        Instant at,
        boolean standby,
        long position,
        long segmentSize,
        long usualSize,
        OptionalLong size,
        Archiver archiver,
        List<ReplicationSlot> slots) {

    /** Timeline, and where in the WAL. */
    private static final Pattern SEGMENT = Pattern.compile("\\p{XDigit}{24}");

    private static final long BYTES_OF_A_LOG = 0x1_0000_0000L;
    private static final int HEXADECIMAL = 16;

    /** Whether segments are to be archived here. */
    public boolean isArchiving() {
        return !standby && archiver.mode() != ArchiveMode.OFF;
    }

    /** The number of the segment that is being written. */
    public long segment() {
        return position / segmentSize;
    }

    /**
     * How many complete segments wait to be archived. Empty if the last file that was archived doesn't tell: a base backup's
     * history has the number of the segment in which that began, and comes after those that were written meanwhile.
     */
    public OptionalLong waiting() {
        Optional<Long> archived = archiver.lastFile()
                .filter(name -> SEGMENT.matcher(name).matches())
                .map(this::number);
        // One that lies ahead is of another history.
        return archived.filter(number -> number <= segment())
                .map(number -> OptionalLong.of(Math.max(0, segment() - number - 1)))
                .orElse(OptionalLong.empty());
    }

    /** The same on each timeline. */
    private long number(String segment) {
        long log = Long.parseLong(segment, 8, 16, HEXADECIMAL);
        return log * (BYTES_OF_A_LOG / segmentSize) + Long.parseLong(segment, 16, 24, HEXADECIMAL);
    }
}
