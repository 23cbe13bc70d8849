package org.kennwilliamson.roster.user;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.platform.http.PlainText;
import org.kennwilliamson.roster.platform.json.PatchField;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/** What may change of one's own account: everything of a user's but whether it is active. */
@Schema(examples = "{\"displayName\": \"Ada King\"}")
public record MePatch(
        @Schema(implementation = String.class, format = "email", maxLength = EmailAddress.LONGEST)
        PatchField<@NotNull @EmailAddress String> email,

        @Schema(implementation = String.class, nullable = true, maxLength = 200)
        PatchField<@PlainText(max = 200) String> displayName) {

    public MePatch {
        displayName = displayName.with(UnicodeForms::composed);
    }

    UserPatch asUserPatch() {
        return new UserPatch(email, displayName, PatchField.none());
    }
}
