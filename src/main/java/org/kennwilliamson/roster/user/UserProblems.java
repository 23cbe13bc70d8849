package org.kennwilliamson.roster.user;

import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** What the constraints of users and their roles mean to a client. */
final class UserProblems {

    private UserProblems() {}

    static Throwable of(Throwable failure) {
        return switch (((ConstraintViolationException) failure).constraint()) {
            case "users_email_key" ->
                ProblemException.of(
                        ProblemType.EMAIL_TAKEN, "Choose another address.", Violation.inBody("email", "is taken"));
            case "user_roles_role_id_fkey" ->
                ProblemException.of(ProblemType.UNKNOWN_ROLE, "It was deleted a moment ago.");
            case "user_roles_user_id_fkey" ->
                ProblemException.of(ProblemType.NOT_FOUND, "The user was deleted a moment ago.");
            case "administrators_kept" ->
                ProblemException.of(ProblemType.LAST_ADMINISTRATOR, "Make somebody else an administrator first.");
            default -> failure;
        };
    }
}
