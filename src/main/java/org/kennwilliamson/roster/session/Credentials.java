package org.kennwilliamson.roster.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What somebody signs in with.
 *
 * @param password of any length that an imported one may have, unlike a new one
 */
@Schema(examples = "{\"email\": \"ada@example.org\", \"password\": \"a-long-secret-of-ada\"}")
public record Credentials(
        @NotNull
        @Size(max = 254)
        @Pattern(regexp = "[^\\x00-\\x1F\\x7F]*", message = "must not have control characters")
        @Schema(format = "email")
        String email,

        @NotNull @Size(max = LONGEST_PASSWORD) @Schema(format = "password")
        String password) {

    static final int LONGEST_PASSWORD = 1024;

    /** Without the password, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
