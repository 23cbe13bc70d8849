package org.kennwilliamson.roster.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Another identity provider, whose tokens count beside ours if {@code MP_JWT_VERIFY_ISSUER} names it. */
@Singleton
class ExternalIssuer {

    private final Optional<String> issuer;

    ExternalIssuer(AuthSettings settings) {
        issuer = settings.externalIssuer();
    }

    /** Looks at the variable now, not with the first token. */
    void onStart(@Observes StartupEvent event) {
        issuer.ifPresent(name -> Log.infof("Tokens of %s count as well", name));
    }

    /** Whether a token says that it is from there. Nothing is checked here: this only decides who checks the token. */
    boolean made(String token) {
        return issuer.isPresent() && issuer.equals(claimedBy(token));
    }

    private static Optional<String> claimedBy(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length != 3) {
                return Optional.empty();
            }
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            // Not getIssuer(), which writes any other value into a message, however deep it is nested.
            return JwtClaims.parse(payload).getClaimValue("iss") instanceof String issuer
                    ? Optional.of(issuer)
                    : Optional.empty();
        } catch (InvalidJwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
