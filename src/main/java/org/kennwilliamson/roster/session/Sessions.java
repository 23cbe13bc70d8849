package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.session.SessionRepository.SessionRefresh;

/** Staying signed in. */
@Singleton
class Sessions {

    private final SessionRepository sessions;
    private final SessionTokens tokens;
    private final SessionSettings settings;

    Sessions(SessionRepository sessions, SessionTokens tokens, SessionSettings settings) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** Fails with 401 for a token that is unknown, of a session that has ended, or used before: that one ends it. */
    Uni<TokenResponse> refresh(RefreshRequest request, AuditContext trail) {
        tokens.requireKey();
        RefreshToken token = RefreshToken.parse(request.refreshToken()).orElseThrow(Sessions::ended);
        byte[] salt = tokens.salt();
        return sessions.refresh(token, token.successor(salt), salt, settings.refreshTtl(), trail)
                .map(found -> found.filter(refresh -> refresh.isLast() || refresh.isRepeated())
                        .orElseThrow(Sessions::ended))
                .chain(refresh -> tokens.signedIn(
                        refresh.user(), refresh.session(), refresh.roles(), next(token, refresh, salt)));
    }

    /** Ends a session. Fails with 403 unless it is the caller's, who may be null for an administrator: then with 404. */
    Uni<Void> end(UUID session, UUID caller, AuditContext trail) {
        return sessions.end(session, caller, trail)
                .invoke(found -> {
                    if (!found) {
                        throw caller == null
                                ? ProblemException.notFound("session")
                                : ProblemException.of(ProblemType.FORBIDDEN, "It isn't one of your sessions.");
                    }
                })
                .replaceWithVoid();
    }

    private static RefreshToken next(RefreshToken token, SessionRefresh refresh, byte[] salt) {
        return token.successor(refresh.isLast() ? salt : refresh.salt());
    }

    private static ProblemException ended() {
        return ProblemException.of(ProblemType.SESSION_ENDED, "Sign in again.");
    }
}
