package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What PostgreSQL could say of its WAL, at noon, with segments of 16 MiB. */
public final class Wals {

    public static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static final long SEGMENT = 1 << 24;

    private Wals() {}

    /** An archiver whose last file was archived so long ago. */
    public static Archiver archived(String file, Duration ago) {
        return new Archiver(
                ArchiveMode.ON,
                Duration.ofSeconds(60),
                Optional.of(file),
                Optional.of(NOON.minus(ago)),
                Optional.empty(),
                Optional.empty(),
                0,
                NOON.minus(Duration.ofDays(9)));
    }

    /** One that never archived anything, since its statistics began. */
    public static Archiver began(ArchiveMode mode, Duration ago) {
        return new Archiver(
                mode,
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                NOON.minus(ago));
    }

    /** The same, whose last attempt failed so long ago. */
    public static Archiver failed(Archiver archiver, String file, Duration ago) {
        return new Archiver(
                archiver.mode(),
                archiver.timeout(),
                archiver.lastFile(),
                archiver.lastSuccess(),
                Optional.of(file),
                Optional.of(NOON.minus(ago)),
                3,
                archiver.since());
    }

    /** While this segment is written. */
    public static WalStatus at(long segment, Archiver archiver, ReplicationSlot... slots) {
        return new WalStatus(
                NOON,
                false,
                segment * SEGMENT + 4711,
                SEGMENT,
                64 * SEGMENT,
                OptionalLong.empty(),
                archiver,
                List.of(slots));
    }
}
