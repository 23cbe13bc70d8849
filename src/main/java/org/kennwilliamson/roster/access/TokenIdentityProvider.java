package org.kennwilliamson.roster.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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

/**
 * Finds out who a request's access token belongs to: known from a moment ago, or by its signature and then, for a user's,
 * by one question to the database. Tokens of another provider that is trusted as well are left to the framework.
 */
@Singleton
public class TokenIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {

    static final String SESSION = "roster.session";

    /** Before the framework's own, which has the default. */
    private static final int PRIORITY = SYSTEM_FIRST + 2;

    private final TokenCheck check;
    private final OtherIssuer otherIssuer;
    private final VerifiedTokens verified;
    private final AccessRepository access;

    TokenIdentityProvider(TokenCheck check, OtherIssuer otherIssuer, VerifiedTokens verified, AccessRepository access) {
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
        String hash = sha256(token);
        Optional<SecurityIdentity> known = verified.find(hash);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        if (otherIssuer.made(token)) {
            return Uni.createFrom().nullItem();
        }
        return check.claims(token).map(claims -> lookUp(hash, claims)).orElseGet(() -> Uni.createFrom()
                .failure(new AuthenticationFailedException()));
    }

    private Uni<SecurityIdentity> lookUp(String hash, Claims claims) {
        long moment = verified.moment();
        return roles(claims)
                .map(roles -> identity(
                        claims, roles.orElseThrow(() -> new AuthenticationFailedException("the session has ended"))))
                .invoke(identity -> verified.add(moment, hash, claims, identity));
    }

    private Uni<Optional<Set<String>>> roles(Claims claims) {
        return claims.session()
                .map(session -> access.roles(session, claims.subject()))
                .orElseGet(() -> Uni.createFrom().item(Optional.of(claims.roles())));
    }

    private static SecurityIdentity identity(Claims claims, Set<String> roles) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(claims.subject()))
                .addRoles(roles);
        claims.session().ifPresent(session -> identity.addAttribute(SESSION, session));
        return identity.build();
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
