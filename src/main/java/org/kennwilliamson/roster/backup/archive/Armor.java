package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The form of an age file that is text: what {@code age --armor} writes. */
final class Armor {

    private static final String HEADER = "-----BEGIN AGE ENCRYPTED FILE-----";

    private Armor() {}

    /** Whether a file begins like that, wherever it is read at the moment. */
    static boolean isWorn(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(HEADER.length());
        while (start.hasRemaining() && file.read(start, start.position()) > 0) {
            // A disk may give less than it was asked for.
        }
        return isHeader(new String(start.array(), 0, start.position(), StandardCharsets.ISO_8859_1));
    }

    /** Whether a line is its first one. */
    static boolean isHeader(String line) {
        return line.equals(HEADER);
    }
}
