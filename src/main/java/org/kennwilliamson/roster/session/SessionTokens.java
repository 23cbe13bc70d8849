package org.kennwilliamson.roster.session;

import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import org.kennwilliamson.roster.auth.AccessTokenIssuer;

/** Issues the tokens of a session. */
@Singleton
class SessionTokens {

    private final AccessTokenIssuer access;
    private final SecureRandom random = new SecureRandom();

    SessionTokens(AccessTokenIssuer access) {
        this.access = access;
    }

    /** Throws a problem if nobody can sign in. */
    void requireKey() {
        access.requireKey();
    }

    /** The first refresh token of a session. */
    RefreshToken first() {
        return RefreshToken.first(random);
    }

    /** What the next refresh token is derived with. */
    byte[] salt() {
        return RefreshToken.bytes(random, RefreshToken.SALT_BYTES);
    }

    /** The answer with both tokens; the access token is signed on a worker. */
    Uni<TokenResponse> signedIn(UUID user, UUID session, Set<String> roles, RefreshToken refresh) {
        return Uni.createFrom()
                .item(() -> access.issue(user, session, roles))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(token -> new TokenResponse(token, "Bearer", access.ttl().toSeconds(), refresh.text(), session));
    }
}
