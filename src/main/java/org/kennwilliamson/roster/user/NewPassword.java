package org.kennwilliamson.roster.user;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.password.Password;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/** A password to be set. */
@Schema(examples = "{\"password\": \"a-long-secret-of-ada\"}")
public record NewPassword(
        @NotNull @Password @Schema(format = "password", minLength = 12, maxLength = 200)
        String password) {

    public NewPassword {
        password = UnicodeForms.composed(password);
    }

    /** Without the password, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
