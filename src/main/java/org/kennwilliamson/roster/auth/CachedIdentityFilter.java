package org.kennwilliamson.roster.auth;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * The short way of requests whose token was checked a moment ago. The framework asks for the caller only if it matters,
 * and gets the answer from here; for all others it goes on to ask its mechanisms and {@link TokenIdentityProvider}.
 */
@Singleton
public class CachedIdentityFilter {

    /**
     * Right behind the framework's handler of this priority, which was registered before and has put the long way there, and
     * what is told if that fails. While that is there, REST makes a matcher anew at 199 to find the request's path template.
     */
    private static final int RIGHT_BEHIND_AUTHENTICATION = 200;

    private static final String SCHEME = "Bearer ";

    private final TokenCache verified;

    CachedIdentityFilter(TokenCache verified) {
        this.verified = verified;
    }

    void install(@Observes Filters filters) {
        filters.register(this::recognize, RIGHT_BEHIND_AUTHENTICATION);
    }

    private void recognize(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            verified.find(header.substring(SCHEME.length())).ifPresent(identity -> {
                context.put(QuarkusHttpUser.DEFERRED_IDENTITY_KEY, onceAsked(identity, context));
                context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            });
        }
        context.next();
    }

    /** A caller that nobody asks for is anonymous, as on the long way. */
    private static Uni<SecurityIdentity> onceAsked(SecurityIdentity identity, RoutingContext context) {
        return Uni.createFrom().item(() -> QuarkusHttpUser.setIdentity(identity, context));
    }
}
