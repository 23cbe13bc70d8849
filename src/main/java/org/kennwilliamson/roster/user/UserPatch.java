package org.kennwilliamson.roster.user;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.platform.http.PlainText;
import org.kennwilliamson.roster.platform.json.PatchField;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/** What may change of a user in one request; roles and the password have resources of their own. */
@Schema(examples = "{\"displayName\": \"Ada King\", \"active\": false}")
public record UserPatch(
        @Schema(implementation = String.class, format = "email", maxLength = EmailAddress.LONGEST)
        PatchField<@NotNull @EmailAddress String> email,

        @Schema(implementation = String.class, nullable = true, maxLength = 200)
        PatchField<@PlainText(max = 200) String> displayName,

        @Schema(implementation = Boolean.class) PatchField<@NotNull Boolean> active) {

    public UserPatch {
        displayName = displayName.with(UnicodeForms::composed);
    }
}
