package org.kennwilliamson.roster.user;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A person with an account.
 *
 * @param roles the names of the user's roles, in alphabetical order
 * @param version counts the changes of everything here; its ETag
 */
@Schema(examples = User.EXAMPLE)
public record User(
        UUID id,
        String email,
        @Schema(nullable = true) String displayName,
        boolean active,
        List<String> roles,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt,
        @JsonIgnore long version) {

    static final String EXAMPLE = """
            {"id": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "email": "ada@example.org", "displayName": "Ada Lovelace",
             "active": true, "roles": ["user"], "createdAt": "2026-05-04T09:30:00Z",
             "updatedAt": "2026-05-04T09:30:00Z"}""";
}
