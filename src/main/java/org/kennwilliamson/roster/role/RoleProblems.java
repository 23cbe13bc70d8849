package org.kennwilliamson.roster.role;

import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** What the constraints of roles mean to a client. */
final class RoleProblems {

    private RoleProblems() {}

    static ProblemException tooManyUsers() {
        return ProblemException.of(
                ProblemType.ROLE_PROTECTED,
                "It has too many users to be revoked from all of them at once, and nothing was changed: revoke it from some of"
                        + " them first (GET /v1/roles/{name}/users, DELETE /v1/users/{id}/roles/{name}), then delete it.");
    }

    static Throwable of(Throwable failure) {
        return switch (((ConstraintViolationException) failure).constraint()) {
            case "roles_name_key" ->
                ProblemException.of(
                        ProblemType.ROLE_NAME_TAKEN, "Choose another name.", Violation.inBody("name", "is taken"));
            case "roles_name_kept" ->
                ProblemException.of(
                        ProblemType.ROLE_PROTECTED, "Roster's own permissions depend on the roles 'user' and 'admin'.");
            default -> failure;
        };
    }
}
