package org.kennwilliamson.roster.role;

import java.util.Arrays;
import java.util.List;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.platform.http.PlainText;

/** A role to be created. */
@Schema(examples = "{\"name\": \"editor\", \"description\": \"Writes and publishes pages\"}")
public record NewRole(
        @NotNull @RoleName @Schema(pattern = RoleName.REGEX) String name,

        @PlainText(max = 500) @Schema(nullable = true, maxLength = 500)
        String description) {

    /** All that it says. */
    List<String> parts() {
        return Arrays.asList(name, description);
    }
}
