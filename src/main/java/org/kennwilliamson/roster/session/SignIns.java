package org.kennwilliamson.roster.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.Trail;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;
import org.kennwilliamson.roster.session.SignInRepository.Candidate;
import org.kennwilliamson.roster.session.SignInRepository.Confirmed;
import org.kennwilliamson.roster.session.SignInRepository.Opened;

/** Signing in: whoever is locked isn't tried, whoever is wrong is counted, whoever is right gets a session. */
@Singleton
class SignIns {

    private final SignInRepository signIns;
    private final PasswordHasher hasher;
    private final Tokens tokens;
    private final SessionConfig config;

    SignIns(SignInRepository signIns, PasswordHasher hasher, Tokens tokens, SessionConfig config) {
        this.signIns = signIns;
        this.hasher = hasher;
        this.tokens = tokens;
        this.config = config;
    }

    /** Opens a session. Fails with 401 for a wrong e-mail address or password, 429 for who is locked out. */
    Uni<SignedIn> signIn(Credentials credentials, String userAgent, Trail trail) {
        tokens.requireKey();
        return confirm(credentials, trail).chain(confirmed -> open(confirmed, credentials, userAgent, trail));
    }

    /** Checks a password as a sign-in does, and counts it as one where it is wrong. Fails as {@link #signIn} does. */
    Uni<Confirmed> confirm(Credentials credentials, Trail trail) {
        List<Subject> subjects = subjects(credentials, trail);
        return signIns.find(credentials.email(), subjects)
                .invoke(candidate -> requireUnlocked(candidate.lockedSeconds()))
                .chain(candidate -> hasher.verify(credentials.password(), candidate.passwordHash())
                        .chain(verdict -> {
                            if (!verdict.matches()) {
                                return refuse(candidate, subjects, trail);
                            }
                            return verdict.outdated()
                                    ? hasher.hash(credentials.password()).map(hash -> new Confirmed(candidate, hash))
                                    : Uni.createFrom().item(new Confirmed(candidate, null));
                        }));
    }

    private Uni<SignedIn> open(Confirmed confirmed, Credentials credentials, String userAgent, Trail trail) {
        UUID user = confirmed.candidate().user();
        RefreshToken token = tokens.first();
        return signIns.open(
                        confirmed,
                        token,
                        config.refreshTtl(),
                        Session.userAgent(userAgent),
                        subjects(credentials, trail),
                        trail.by(user.toString()))
                .map(SignIns::requireOpened)
                .chain(opened -> tokens.signedIn(user, opened.session(), opened.roles(), token));
    }

    private Uni<Confirmed> refuse(Candidate candidate, List<Subject> subjects, Trail trail) {
        return signIns.fail(candidate.user(), subjects, trail).map(lockedSeconds -> {
            requireUnlocked(lockedSeconds);
            throw refused();
        });
    }

    private List<Subject> subjects(Credentials credentials, Trail trail) {
        return config.lockout() ? Subject.of(credentials.email(), trail.address()) : List.of();
    }

    private static Opened requireOpened(Opened opened) {
        requireUnlocked(opened.lockedSeconds());
        if (opened.session() == null) {
            throw refused();
        }
        return opened;
    }

    private static void requireUnlocked(Optional<Integer> lockedSeconds) {
        lockedSeconds.map(Duration::ofSeconds).ifPresent(wait -> {
            throw ProblemException.retryLater(ProblemType.LOCKED_OUT, "Nothing is tried until then.", wait);
        });
    }

    private static ProblemException refused() {
        return ProblemException.of(ProblemType.SIGN_IN_REFUSED, (String) null);
    }
}
