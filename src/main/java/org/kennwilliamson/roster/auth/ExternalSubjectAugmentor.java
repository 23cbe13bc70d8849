package org.kennwilliamson.roster.auth;

import jakarta.inject.Singleton;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The caller with another provider's token is named by its {@code sub}. The framework would prefer {@code upn} or
 * {@code preferred_username}, which people may choose themselves there: the id of a user of ours, say.
 */
@Singleton
public class ExternalSubjectAugmentor implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return SubjectRules.isValid(token.getSubject())
                ? Uni.createFrom()
                        .item(QuarkusSecurityIdentity.builder(identity)
                                .setPrincipal(new QuarkusPrincipal(token.getSubject()))
                                .build())
                : Uni.createFrom().failure(new AuthenticationFailedException("the token has no sub that can be shown"));
    }
}
