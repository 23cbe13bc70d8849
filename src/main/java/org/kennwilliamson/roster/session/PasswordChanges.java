package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;
import org.kennwilliamson.roster.session.PasswordChangeRepository.ChangeOutcome;
import org.kennwilliamson.roster.session.SignInMetrics.RefusalReason;
import org.kennwilliamson.roster.user.Users;

/** Changing one's own password. */
@Singleton
class PasswordChanges {

    private final Users accounts;
    private final PasswordCheck check;
    private final PasswordHasher hasher;
    private final PasswordChangeRepository passwords;

    PasswordChanges(Users accounts, PasswordCheck check, PasswordHasher hasher, PasswordChangeRepository passwords) {
        this.accounts = accounts;
        this.check = check;
        this.hasher = hasher;
        this.passwords = passwords;
    }

    /**
     * Sets it. Fails with 400 for a wrong or a weak password. Wrong ones count by the user's id: the e-mail address is
     * the caller's own to change, and each change would start the count again.
     */
    Uni<Void> set(UUID user, PasswordChange password, AuditContext trail) {
        return accounts.find(user)
                .chain(found -> check.check(found.email(), password.currentPassword(), user.toString(), trail)
                        .chain(owner -> hasher.hashNew(password.password(), found.email())
                                .chain(hash -> passwords.change(owner, hash, trail))))
                .invoke(this::requireDone)
                .onFailure(failure -> is(ProblemType.SIGN_IN_REFUSED, failure))
                .transform(refused ->
                        ProblemException.invalid(Violation.inBody("currentPassword", "is not the current one")))
                .replaceWithVoid();
    }

    private void requireDone(ChangeOutcome outcome) {
        check.requireUnlocked(outcome.lockedSeconds());
        if (!outcome.done()) {
            throw check.refused(RefusalReason.CHANGED_MEANWHILE);
        }
    }

    private static boolean is(ProblemType type, Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == type;
    }
}
