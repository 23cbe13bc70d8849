package org.kennwilliamson.roster.platform.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names a trace: 128 bits, not all of which are zero. */
public record TraceId(long high, long low) {

    /** A new one. It names something and is no secret, so it needs no secure source. */
    static TraceId random() {
        return new TraceId(ThreadLocalRandom.current().nextLong(), randomSpan());
    }

    /** A new name of a span, which is never zero. */
    static long randomSpan() {
        long id = ThreadLocalRandom.current().nextLong();
        return id == 0 ? 1 : id;
    }

    /** 32 hexadecimal digits, as everybody writes it. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
