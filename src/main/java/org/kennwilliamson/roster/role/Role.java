package org.kennwilliamson.roster.role;

import java.time.OffsetDateTime;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A named permission set.
 *
 * @param version counts its changes; its ETag
 */
@Schema(examples = Role.EXAMPLE)
public record Role(
        UUID id,
        String name,
        @Schema(nullable = true) String description,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt,
        @JsonIgnore long version) {

    static final String EXAMPLE = """
            {"id": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "name": "editor", "description": "Writes and publishes pages",
             "createdAt": "2026-05-04T09:30:00Z", "updatedAt": "2026-05-04T09:30:00Z"}""";
}
