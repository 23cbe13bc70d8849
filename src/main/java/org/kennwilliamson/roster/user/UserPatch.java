package org.kennwilliamson.roster.user;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.http.Change;
import org.kennwilliamson.roster.http.PlainText;

/** What may change of a user in one go; roles and the password have resources of their own. */
@Schema(examples = "{\"displayName\": \"Ada King\", \"active\": false}")
public record UserPatch(
        @Schema(implementation = String.class, format = "email", maxLength = EmailAddress.LONGEST)
        Change<@NotNull @EmailAddress String> email,

        @Schema(implementation = String.class, nullable = true, maxLength = 200)
        Change<@PlainText(max = 200) String> displayName,

        @Schema(implementation = Boolean.class) Change<@NotNull Boolean> active) {}
