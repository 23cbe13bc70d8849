package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.session.SignInMetrics.RefusalReason;
import org.kennwilliamson.roster.session.SignInRepository.SignInOutcome;

/** Signing in. */
@Singleton
class SignIns {

    private final PasswordCheck check;
    private final SignInRepository signIns;
    private final PasswordHasher hasher;
    private final SessionTokens tokens;
    private final SessionSettings settings;
    private final SignInMetrics metrics;

    SignIns(
            PasswordCheck check,
            SignInRepository signIns,
            PasswordHasher hasher,
            SessionTokens tokens,
            SessionSettings settings,
            SignInMetrics metrics) {
        this.check = check;
        this.signIns = signIns;
        this.hasher = hasher;
        this.tokens = tokens;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Opens a session. Fails with 401 for a wrong e-mail address or password, or one that can't be checked, 429 during a lock-out. */
    Uni<TokenResponse> signIn(Credentials credentials, String userAgent, AuditContext trail) {
        tokens.requireKey();
        return check.check(credentials.email(), credentials.password(), credentials.email(), trail)
                .chain(owner ->
                        newHash(owner, credentials.password()).chain(hash -> open(owner, hash, userAgent, trail)));
    }

    /** Null if the stored one is as hashes are made today. */
    private Uni<String> newHash(PasswordOwner owner, String password) {
        return owner.outdated() ? hasher.hash(password) : Uni.createFrom().nullItem();
    }

    private Uni<TokenResponse> open(PasswordOwner owner, String newHash, String userAgent, AuditContext trail) {
        UUID user = owner.candidate().user();
        RefreshToken token = tokens.first();
        return signIns.open(
                        owner,
                        newHash,
                        token,
                        settings.refreshTtl(),
                        Session.userAgent(userAgent),
                        trail.by(user.toString()))
                .invoke(this::requireSession)
                .invoke(metrics::signedIn)
                .chain(outcome -> tokens.signedIn(user, outcome.session(), outcome.roles(), token));
    }

    private void requireSession(SignInOutcome outcome) {
        check.requireUnlocked(outcome.lockedSeconds());
        if (outcome.session() == null) {
            throw check.refused(RefusalReason.CHANGED_MEANWHILE);
        }
    }
}
