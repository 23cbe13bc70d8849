package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.Trail;
import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;
import org.kennwilliamson.roster.problem.Violation;
import org.kennwilliamson.roster.user.Accounts;

/** Changing one's own password. */
@Singleton
class OwnPasswords {

    private final Accounts accounts;
    private final SignIns signIns;

    OwnPasswords(Accounts accounts, SignIns signIns) {
        this.accounts = accounts;
        this.signIns = signIns;
    }

    /** Fails with 400 for a wrong or a weak password; wrong ones count as failed sign-ins, so that nobody guesses here. */
    Uni<Void> set(UUID user, OwnPassword password, Trail trail) {
        return accounts.find(user)
                .chain(found -> signIns.confirm(new Credentials(found.email(), password.currentPassword()), trail)
                        .onFailure(OwnPasswords::isRefusal)
                        .transform(refused ->
                                ProblemException.invalid(Violation.inBody("currentPassword", "is not the current one")))
                        .chain(confirmed -> accounts.setPassword(found, password.password(), trail)));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ProblemType.SIGN_IN_REFUSED;
    }
}
