package org.kennwilliamson.roster.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.lockout.Lockouts;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.session.SignInMetrics.RefusalReason;
import org.kennwilliamson.roster.session.SignInRepository.Candidate;

/** Checks a password that somebody gave: nothing is tried during a lock-out, and a wrong one is counted. */
@Singleton
class PasswordCheck {

    private final SignInRepository signIns;
    private final PasswordHasher hasher;
    private final Lockouts lockouts;
    private final SignInMetrics metrics;

    PasswordCheck(SignInRepository signIns, PasswordHasher hasher, Lockouts lockouts, SignInMetrics metrics) {
        this.signIns = signIns;
        this.hasher = hasher;
        this.lockouts = lockouts;
        this.metrics = metrics;
    }

    /**
     * Fails with 401 for a wrong e-mail address or password, 429 during a lock-out, 503 while too many are checked. A hash
     * that can't be checked is refused alike, or a stranger would learn that the address is a user's, but it counts as
     * nobody's failure.
     *
     * @param account what a wrong one counts by
     */
    Uni<PasswordOwner> check(String email, String password, String account, AuditContext trail) {
        List<LockoutKey> keys = lockouts.keys(account, trail);
        return hasher.admit(() -> find(email, password, keys, trail));
    }

    private Uni<PasswordOwner> find(String email, String password, List<LockoutKey> keys, AuditContext trail) {
        return signIns.find(email, keys)
                .invoke(candidate -> requireUnlocked(candidate.lockedSeconds()))
                .chain(candidate -> hasher.verify(password, candidate.passwordHash())
                        .chain(verdict -> switch (verdict) {
                            case RIGHT -> Uni.createFrom().item(new PasswordOwner(candidate, keys, false));
                            case OUTDATED -> Uni.createFrom().item(new PasswordOwner(candidate, keys, true));
                            case WRONG -> refuse(candidate, keys, trail);
                            case UNCHECKABLE -> Uni.createFrom().failure(refused(RefusalReason.UNCHECKABLE_HASH));
                        }));
    }

    /** Throws 429 if there is a lock-out to wait for. */
    void requireUnlocked(Optional<Integer> lockedSeconds) {
        lockedSeconds.map(Duration::ofSeconds).ifPresent(wait -> {
            metrics.refused(RefusalReason.LOCKED_OUT);
            throw ProblemException.retryLater(ProblemType.LOCKED_OUT, "Nothing is tried until then.", wait);
        });
    }

    /** What a client is told, the same for every reason. */
    ProblemException refused(RefusalReason reason) {
        metrics.refused(reason);
        return ProblemException.of(ProblemType.SIGN_IN_REFUSED, (String) null);
    }

    private Uni<PasswordOwner> refuse(Candidate candidate, List<LockoutKey> keys, AuditContext trail) {
        return lockouts.count(candidate.user(), keys, trail).map(lockedSeconds -> {
            requireUnlocked(lockedSeconds);
            throw refused(candidate.user() == null ? RefusalReason.NO_USER : RefusalReason.WRONG_PASSWORD);
        });
    }
}
