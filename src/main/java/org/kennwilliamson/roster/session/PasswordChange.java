package org.kennwilliamson.roster.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.password.Password;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/**
 * One's own next password.
 *
 * @param currentPassword the one that it replaces: a stolen token isn't enough to take the account over
 */
@Schema(
        name = "OwnPassword",
        examples = "{\"currentPassword\": \"a-long-secret-of-ada\", \"password\": \"another-long-secret-of-hers\"}")
public record PasswordChange(
        @NotNull @Size(max = Credentials.LONGEST_PASSWORD) @Schema(format = "password")
        String currentPassword,

        @NotNull @Password @Schema(format = "password", minLength = 12, maxLength = 200)
        String password) {

    public PasswordChange {
        password = UnicodeForms.composed(password);
    }

    /** Without the passwords, so that no log can show them by accident. */
    @Override
    public String toString() {
        return "OwnPassword[]";
    }
}
