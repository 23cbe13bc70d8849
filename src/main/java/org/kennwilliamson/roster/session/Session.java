package org.kennwilliamson.roster.session;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One sign-in that lasts.
 *
 * @param refreshedAt when a token of it was last asked for
 * @param expiresAt when it ends unless it is refreshed before
 * @param address where it began
 * @param userAgent the program that it began with, as that calls itself
 */
@Schema(examples = Session.EXAMPLE)
public record Session(
        UUID id,
        OffsetDateTime createdAt,
        OffsetDateTime refreshedAt,
        OffsetDateTime expiresAt,
        @Schema(nullable = true) String address,
        @Schema(nullable = true) String userAgent) {

    static final String EXAMPLE = """
            {"id": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "createdAt": "2026-05-04T09:30:00Z",
             "refreshedAt": "2026-05-04T11:15:00Z", "expiresAt": "2026-06-03T11:15:00Z", "address": "192.0.2.7",
             "userAgent": "curl/7.88.1"}""";

    private static final int LONGEST_USER_AGENT = 200;

    /** What is kept of a {@code User-Agent}, which anybody may make as long and as strange as they like; null for none. */
    static String userAgent(String header) {
        return header == null
                ? null
                : header.substring(0, Math.min(LONGEST_USER_AGENT, header.length()))
                        .replaceAll("\\p{Cntrl}", " ");
    }
}
