package org.kennwilliamson.roster.role;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.platform.http.PlainText;
import org.kennwilliamson.roster.platform.json.PatchField;

/** What may change of a role. Its name stays: tokens and users' ETags depend on it. */
@Schema(examples = "{\"description\": \"Writes pages\"}")
public record RolePatch(
        @Schema(implementation = String.class, nullable = true, maxLength = 500)
        PatchField<@PlainText(max = 500) String> description) {}
