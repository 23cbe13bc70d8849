package org.kennwilliamson.roster.user;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** The rules of who may have which roles. */
final class UserRoles {

    /** Roles that one user can have: a user is always shown with all of them. */
    static final int MOST = 100;

    private UserRoles() {}

    /** @param unknown names of roles that don't exist: throws a problem if there is one */
    static void requireKnown(String[] unknown) {
        if (unknown.length > 0) {
            throw ProblemException.of(
                    ProblemType.UNKNOWN_ROLE,
                    "Create it first, or choose another.",
                    Violation.inBody("roles", "names roles that don't exist: " + String.join(", ", unknown)));
        }
    }

    /** Throws a problem unless there is such a user. */
    static void requireUser(boolean found) {
        if (!found) {
            throw ProblemException.notFound("user");
        }
    }

    /** Throws a problem unless there is such a role. */
    static void requireRole(boolean found) {
        if (!found) {
            throw ProblemException.notFound("role");
        }
    }

    /** Throws a problem if the user can't have one more. */
    static void requireRoom(boolean isFull) {
        if (isFull) {
            throw ProblemException.of(ProblemType.TOO_MANY_ROLES, "A user can have " + MOST + " roles.");
        }
    }
}
