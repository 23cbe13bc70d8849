package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.database.ConstraintViolationException;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Users for commands: the API's own rules, statements and audit events, with the operator as the actor. */
final class CommandUsers {

    private final Variables variables;

    CommandUsers(Variables variables) {
        this.variables = variables;
    }

    /** Creates a user. The parts are of the right form already. */
    User create(NewUser user) {
        return with(accounts -> accounts.create(user, Optional.empty(), AuditContext.OPERATOR));
    }

    /** Sets a user's password, and ends the user's sessions with that. */
    User setPassword(String email, String password) {
        return with(accounts -> accounts.find(email)
                .chain(user -> accounts.setPassword(user.id(), new NewPassword(password), AuditContext.OPERATOR)
                        .replaceWith(user)));
    }

    private <T> T with(Function<Users, Uni<T>> work) {
        try (CommandDatabase database = CommandDatabase.of(variables)) {
            return database.answer(
                    work.apply(new Users(new UserRepository(database.database()), new PasswordHasher())));
        } catch (ProblemException e) {
            throw new CommandFailure(line(e), e);
        } catch (DatabaseUnavailableException e) {
            String what = e.isOfSchema() ? "The schema lacks something: " : "The database can't be reached: ";
            throw new CommandFailure(what + OneLine.of(e), e);
        } catch (ConstraintViolationException e) {
            throw new CommandFailure("The database refuses that: see the rules of the API", e);
        }
    }

    private static String line(ProblemException problem) {
        List<String> faults = problem.violations().stream()
                .map(violation -> violation.field() + " " + violation.message())
                .toList();
        String detail =
                faults.isEmpty() ? problem.getMessage() : faults.stream().collect(Collectors.joining("; "));
        return problem.type().title() + (detail == null ? "" : ": " + detail);
    }
}
