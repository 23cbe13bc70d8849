package org.kennwilliamson.roster.user;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.password.Password;
import org.kennwilliamson.roster.platform.http.PlainText;
import org.kennwilliamson.roster.platform.text.UnicodeForms;
import org.kennwilliamson.roster.role.RoleName;

/**
 * A user to be created.
 *
 * @param password null for a user who can't sign in with one (yet)
 * @param roles names of roles that exist; null for none
 */
@Schema(examples = """
                {"email": "ada@example.org", "displayName": "Ada Lovelace", "password": "a-long-secret-of-ada",
                 "roles": ["user"]}""")
public record NewUser(
        @NotNull @EmailAddress @Schema(format = "email", maxLength = EmailAddress.LONGEST)
        String email,

        @PlainText(max = 200) @Schema(nullable = true, maxLength = 200)
        String displayName,

        @Password @Schema(nullable = true, format = "password", minLength = 12, maxLength = 200)
        String password,

        @Size(max = UserRoles.MOST) @Schema(nullable = true) List<@NotNull @RoleName String> roles) {

    public NewUser {
        displayName = UnicodeForms.composed(displayName);
        password = UnicodeForms.composed(password);
    }

    /** The roles' names, each once. */
    String[] roleNames() {
        return roles == null ? new String[0] : roles.stream().distinct().toArray(String[]::new);
    }

    /** All that it says but the password. */
    List<String> parts() {
        return Stream.concat(
                        Stream.of(email, displayName),
                        Arrays.stream(roleNames()).sorted())
                .toList();
    }

    /** Without the password, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "NewUser[email=" + email + "]";
    }
}
