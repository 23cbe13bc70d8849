package org.kennwilliamson.roster.user;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.http.PlainText;
import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.Violation;

/** Which users a list shows: those that pass every filter that is set. */
public class UserFilter {

    private static final int LONGEST = 254;

    @QueryParam("email")
    @Parameter(description = "Exactly this e-mail address, in any case.", example = "ada@example.org")
    String email;

    @QueryParam("role")
    @Parameter(description = "Users who have this role.", example = "admin")
    String role;

    @QueryParam("q")
    @Parameter(description = "Users whose e-mail address or name starts with this, in any case.", example = "ada")
    String q;

    /** Throws a problem for what can't be looked up. */
    UserFilter checked() {
        check("email", email);
        check("role", role);
        check("q", q);
        return this;
    }

    private static void check(String field, String value) {
        if (value != null && (value.isEmpty() || value.length() > LONGEST || !PlainText.Validator.isPlain(value))) {
            throw ProblemException.invalid(
                    Violation.inQuery(field, "must be 1 to " + LONGEST + " characters without control characters"));
        }
    }
}
