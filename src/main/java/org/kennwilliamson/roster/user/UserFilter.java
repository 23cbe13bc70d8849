package org.kennwilliamson.roster.user;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.platform.http.QueryText;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/** Which users a list shows: those that pass every filter that is set. */
public class UserFilter {

    @QueryParam("email")
    @Parameter(description = "Exactly this e-mail address, in any case.", example = "ada@example.org")
    String email;

    @QueryParam("role")
    @Parameter(description = "Users who have this role.", example = "admin")
    String role;

    @QueryParam("q")
    @Parameter(description = "Users whose e-mail address or name starts with this, in any case.", example = "ada")
    String q;

    /** The filter with its text in the form that is stored. Throws a problem for what can't be looked up. */
    UserFilter checked() {
        QueryText.check("email", email);
        QueryText.check("role", role);
        QueryText.check("q", q);
        q = UnicodeForms.composed(q);
        return this;
    }
}
