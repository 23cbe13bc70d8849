package org.kennwilliamson.roster.platform.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Where a page ends: the last item's id, opaque to clients. */
final class Cursor {

    private static final int UUID_BYTES = 16;

    private Cursor() {}

    static String of(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Throws a problem for a cursor that no page has handed out. */
    static UUID parse(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == UUID_BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                UUID id = new UUID(buffer.getLong(), buffer.getLong());
                if (of(id).equals(cursor)) {
                    return id;
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for a wrong length.
        }
        throw ProblemException.invalid(Violation.inQuery("after", "must be the 'next' of a page"));
    }
}
