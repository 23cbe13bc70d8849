package org.kennwilliamson.roster.platform.text;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names of runs, and of the backups they make: UUIDs of version 7 (RFC 9562, section 5.7), which sort by time. */
public final class UuidV7 {

    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    public static UUID at(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                time.toEpochMilli() << 16 | VERSION | random.nextInt(1 << 12), VARIANT | random.nextLong() >>> 2);
    }
}
