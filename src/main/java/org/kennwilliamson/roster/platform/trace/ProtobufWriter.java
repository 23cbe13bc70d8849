package org.kennwilliamson.roster.platform.trace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes a message in the wire format of Protocol Buffers: <a href="https://protobuf.dev/programming-guides/encoding">its
 * encoding</a>. A field that has its type's default isn't written.
 */
final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int TYPE_BITS = 3;
    private static final int VARINT_BITS = 7;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** What was written. */
    byte[] message() {
        return written.toByteArray();
    }

    void number(int field, long value) {
        if (value != 0) {
            varint(tag(field, VARINT));
            varint(value);
        }
    }

    void fixed64(int field, long value) {
        if (value != 0) {
            varint(tag(field, FIXED_64));
            written.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }
    }

    /** As names of traces and spans are written: the highest byte first. */
    void bytes(int field, long... numbers) {
        ByteBuffer value = ByteBuffer.allocate(numbers.length * Long.BYTES);
        for (long number : numbers) {
            value.putLong(number);
        }
        delimited(field, value.array());
    }

    void text(int field, String value) {
        if (!value.isEmpty()) {
            delimited(field, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A message within this one, which is there even if nothing is in it. */
    void message(int field, Consumer<ProtobufWriter> content) {
        ProtobufWriter inner = new ProtobufWriter();
        content.accept(inner);
        delimited(field, inner.message());
    }

    private void delimited(int field, byte[] value) {
        varint(tag(field, LENGTH_DELIMITED));
        varint(value.length);
        written.writeBytes(value);
    }

    private static int tag(int field, int type) {
        return field << TYPE_BITS | type;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            written.write((int) rest | MORE);
            rest >>>= VARINT_BITS;
        }
        written.write((int) rest);
    }
}
