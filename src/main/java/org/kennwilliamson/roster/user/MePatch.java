package org.kennwilliamson.roster.user;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.http.Change;
import org.kennwilliamson.roster.http.PlainText;

/** What may change of one's own account: everything of a user's but whether it is active. */
@Schema(examples = "{\"displayName\": \"Ada King\"}")
public record MePatch(
        @Schema(implementation = String.class, format = "email", maxLength = EmailAddress.LONGEST)
        Change<@NotNull @EmailAddress String> email,

        @Schema(implementation = String.class, nullable = true, maxLength = 200)
        Change<@PlainText(max = 200) String> displayName) {

    UserPatch asUserPatch() {
        return new UserPatch(email, displayName, Change.none());
    }
}
