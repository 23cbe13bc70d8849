package org.kennwilliamson.roster.auth;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.auth.TokenCache.Moment;

/**
 * Finds out who an access token belongs to that isn't known from a moment ago: by its signature and then, for a user's, by
 * one question to the database. Tokens of another provider that is trusted as well are left to the framework.
 */
@Singleton
public class TokenIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {

    static final String SESSION = "roster.session";

    /** As {@link TokenCache#moment()} was when the token was looked at. */
    static final String MOMENT = "roster.moment";

    /** Before the framework's own, which has the default. */
    private static final int PRIORITY = SYSTEM_FIRST + 2;

    private final TokenVerifier check;
    private final ExternalIssuer otherIssuer;
    private final TokenCache verified;
    private final SessionRolesRepository access;

    TokenIdentityProvider(
            TokenVerifier check, ExternalIssuer otherIssuer, TokenCache verified, SessionRolesRepository access) {
        this.check = check;
        this.otherIssuer = otherIssuer;
        this.verified = verified;
        this.access = access;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        String token = request.getToken().getToken();
        if (otherIssuer.made(token)) {
            return Uni.createFrom().nullItem();
        }
        return check.claims(token).map(claims -> lookUp(token, claims)).orElseGet(() -> Uni.createFrom()
                .failure(new AuthenticationFailedException()));
    }

    private Uni<SecurityIdentity> lookUp(String token, Claims claims) {
        Moment moment = verified.moment();
        return roles(claims)
                .map(roles -> identity(
                        claims,
                        roles.orElseThrow(() -> new AuthenticationFailedException("the session has ended")),
                        moment))
                .invoke(identity -> verified.add(moment, token, claims, identity));
    }

    private Uni<Optional<Set<String>>> roles(Claims claims) {
        return claims.session()
                .map(session -> access.roles(session, claims.subject()))
                .orElseGet(() -> Uni.createFrom().item(Optional.of(claims.roles())));
    }

    private static SecurityIdentity identity(Claims claims, Set<String> roles, Moment moment) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(claims.subject()))
                .addRoles(roles)
                .addAttribute(MOMENT, moment);
        claims.session().ifPresent(session -> identity.addAttribute(SESSION, session));
        return identity.build();
    }
}
