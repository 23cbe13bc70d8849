package org.kennwilliamson.roster.user;

import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** The rules of who may have which roles. */
final class UserRoles {

    /** Roles that one user can have: a user is always shown with all of them. */
    static final int MOST = 100;

    private UserRoles() {}

    /** Throws a problem where a statement's column {@code unknown} names roles that don't exist. */
    static void requireKnown(Row row) {
        String[] unknown = row.getArrayOfStrings("unknown");
        if (unknown.length > 0) {
            throw ProblemException.of(
                    ProblemType.UNKNOWN_ROLE,
                    "Make it first, or choose another.",
                    Violation.inBody("roles", "names roles that don't exist: " + String.join(", ", unknown)));
        }
    }

    /** Throws a problem where a statement's column {@code found} says that there is no such user. */
    static void requireUser(Row row) {
        if (!row.getBoolean("found")) {
            throw ProblemException.notFound("user");
        }
    }

    /** Throws a problem where a statement's columns {@code found} and {@code known} miss the user or the role. */
    static void requireBoth(Row row) {
        requireUser(row);
        if (!row.getBoolean("known")) {
            throw ProblemException.notFound("role");
        }
    }

    /** As {@link #requireBoth}, and where the column {@code is_full} says that the user can't have one more. */
    static void requireGranted(Row row) {
        requireBoth(row);
        if (row.getBoolean("is_full")) {
            throw ProblemException.of(ProblemType.TOO_MANY_ROLES, "A user can have " + MOST + " roles.");
        }
    }
}
