package org.kennwilliamson.roster.session;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.session.PasswordCheck.Checked;
import org.kennwilliamson.roster.session.SignInRepository.Confirmed;
import org.kennwilliamson.roster.session.SignInRepository.Opened;

/** Signing in. */
@Singleton
class SignIns {

    private final PasswordCheck check;
    private final SignInRepository signIns;
    private final PasswordHasher hasher;
    private final SessionTokens tokens;
    private final SessionSettings settings;

    SignIns(
            PasswordCheck check,
            SignInRepository signIns,
            PasswordHasher hasher,
            SessionTokens tokens,
            SessionSettings settings) {
        this.check = check;
        this.signIns = signIns;
        this.hasher = hasher;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** Opens a session. Fails with 401 for a wrong e-mail address or password, or one that can't be checked, 429 during a lock-out. */
    Uni<TokenResponse> signIn(Credentials credentials, String userAgent, AuditContext trail) {
        tokens.requireKey();
        List<LockoutKey> subjects = check.subjects(credentials.email(), trail);
        return check.check(credentials.email(), credentials.password(), subjects, trail)
                .chain(checked -> rehashed(checked, credentials.password()))
                .chain(confirmed -> open(confirmed, userAgent, subjects, trail));
    }

    private Uni<Confirmed> rehashed(Checked checked, String password) {
        return checked.outdated()
                ? hasher.hash(password).map(hash -> new Confirmed(checked.candidate(), hash))
                : Uni.createFrom().item(new Confirmed(checked.candidate(), null));
    }

    private Uni<TokenResponse> open(
            Confirmed confirmed, String userAgent, List<LockoutKey> subjects, AuditContext trail) {
        UUID user = confirmed.candidate().user();
        RefreshToken token = tokens.first();
        return signIns.open(
                        confirmed,
                        token,
                        settings.refreshTtl(),
                        Session.userAgent(userAgent),
                        subjects,
                        trail.by(user.toString()))
                .map(SignIns::requireOpened)
                .chain(opened -> tokens.signedIn(user, opened.session(), opened.roles(), token));
    }

    private static Opened requireOpened(Opened opened) {
        PasswordCheck.requireUnlocked(opened.lockedSeconds());
        if (opened.session() == null) {
            throw PasswordCheck.refused();
        }
        return opened;
    }
}
