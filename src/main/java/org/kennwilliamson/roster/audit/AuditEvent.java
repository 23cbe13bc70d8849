package org.kennwilliamson.roster.audit;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that happened.
 *
 * @param before what it was, of what changed; null if it wasn't there
 * @param after what it is, of what changed; null if it isn't there any more
 */
@Schema(examples = AuditEvent.EXAMPLE)
public record AuditEvent(
        UUID id,
        OffsetDateTime at,
        String actor,
        String action,
        String entity,
        @Schema(nullable = true) Map<String, Object> before,
        @Schema(nullable = true) Map<String, Object> after,
        @Schema(nullable = true) String address,
        @Schema(nullable = true) String requestId) {

    static final String EXAMPLE = """
            {"id": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "at": "2026-05-04T09:30:00.302Z",
             "actor": "0198f3a0-11aa-7b22-8c33-1a2b3c4d5e6f", "action": "user.changed",
             "entity": "user:0198f39f-0f0e-7d1c-ab2a-6f5e4d3c2b1a", "before": {"displayName": "Ada"},
             "after": {"displayName": "Ada Lovelace"}, "address": "192.0.2.7", "requestId": "c0ffee"}""";
}
