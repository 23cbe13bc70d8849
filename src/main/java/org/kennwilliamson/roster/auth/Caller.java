package org.kennwilliamson.roster.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import org.kennwilliamson.roster.auth.TokenCache.Moment;
import org.kennwilliamson.roster.auth.TokenCache.Since;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** The caller of the request at hand. Whether a token is needed at all, and for which role, stands at each resource. */
@Singleton
public class Caller {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CurrentVertxRequest request;
    private final TokenCache verified;

    Caller(CurrentVertxRequest request, TokenCache verified) {
        this.request = request;
        this.verified = verified;
    }

    /**
     * To be asked before a change is made: a token is looked at when a request begins, and its body may come late. Throws
     * a problem if access has ended, or changed, since then; another one if that can't be known, after an outage.
     */
    void requireUnchanged() {
        identity().ifPresent(identity -> {
            // What a service's token allows stands in the token alone.
            Since since = identity.getAttribute(TokenIdentityProvider.SESSION) == null
                    ? Since.UNCHANGED
                    : verified.since(
                            identity.<Moment>getAttribute(TokenIdentityProvider.MOMENT),
                            identity.getPrincipal().getName());
            if (since == Since.CHANGED) {
                throw ProblemException.of(ProblemType.INVALID_TOKEN, "What it allows has changed meanwhile.");
            }
            if (since == Since.UNKNOWN) {
                throw ProblemException.retryLater(
                        ProblemType.DATABASE_UNAVAILABLE,
                        "Nothing was changed: the database has to be asked again what the access token allows.",
                        RETRY_AFTER);
            }
        });
    }

    /**
     * The subject of the request's token: a user's id, a service's name, or who it is at another identity provider, which
     * may be a user's id as well; empty without a token.
     */
    public Optional<String> subject() {
        return identity().map(identity -> identity.getPrincipal().getName());
    }

    /** The user whose token it is. Throws a problem if it isn't a user's. */
    public UUID requireUser() {
        return user().orElseThrow(() -> ProblemException.notFound("user"));
    }

    /** The session whose token it is; empty for a service. */
    public Optional<UUID> session() {
        return identity().map(identity -> identity.getAttribute(TokenIdentityProvider.SESSION));
    }

    /** Throws a problem unless the caller is this user or an administrator. */
    public void requireUserOrAdmin(UUID user) {
        if (!isAdmin() && !user().filter(user::equals).isPresent()) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "It belongs to somebody else.");
        }
    }

    /** Whether the caller is an administrator. */
    public boolean isAdmin() {
        return identity()
                .filter(identity -> identity.hasRole(BuiltInRoles.ADMIN))
                .isPresent();
    }

    /** The caller if it is a user; empty for a service whose name is no user's id. */
    public Optional<UUID> user() {
        return subject().flatMap(Caller::id);
    }

    private static Optional<UUID> id(String subject) {
        try {
            return Optional.of(UUID.fromString(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<SecurityIdentity> identity() {
        return request.getCurrent().user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? Optional.of(user.getSecurityIdentity())
                : Optional.empty();
    }
}
