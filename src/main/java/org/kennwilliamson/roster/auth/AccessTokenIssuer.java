package org.kennwilliamson.roster.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

import org.kennwilliamson.roster.auth.key.SigningKeys;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** Signs access tokens: JSON Web Tokens (RFC 7519), RS256. A signature costs about a millisecond of a core. */
@Singleton
public class AccessTokenIssuer {

    private final SigningKeys keys;
    private final AuthSettings settings;
    private final Clock clock;

    AccessTokenIssuer(SigningKeys keys, AuthSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** For a command: with the service's own key and issuer. */
    public static AccessTokenIssuer of(Variables variables) {
        return new AccessTokenIssuer(
                new SigningKeys(variables.path(Setting.AUTH_SIGNING_KEY), List.of()),
                new AuthSettings(variables),
                Clock.systemUTC());
    }

    /** A user's token, which lasts for {@link #ttl()} or until the session ends. */
    public String issue(UUID user, UUID session, Set<String> roles) {
        return sign(claims(user.toString(), roles, ttl()).claim("sid", session.toString()));
    }

    /**
     * A service's token, which nothing ends before it expires but another signing key.
     *
     * @param subject the service's name, as audit events show it; not a user's id
     */
    public String issueForService(String subject, Set<String> roles, Duration ttl) {
        if (!SubjectRules.isValid(subject) || SubjectRules.isReserved(subject)) {
            throw new IllegalArgumentException("'" + subject + "' can't be a service's name");
        }
        return sign(claims(subject, roles, ttl));
    }

    /** How long a user's token lasts. */
    public Duration ttl() {
        return settings.tokenTtl();
    }

    /** Throws a problem if there is no key to sign with. */
    public void requireKey() {
        signing();
    }

    private JwtClaimsBuilder claims(String subject, Set<String> roles, Duration ttl) {
        Instant now = clock.instant();
        return Jwt.claims()
                .issuer(settings.issuer())
                .subject(subject)
                .groups(roles)
                .issuedAt(now)
                .expiresAt(now.plus(ttl))
                .claim("jti", UUID.randomUUID().toString());
    }

    private String sign(JwtClaimsBuilder claims) {
        SigningKeys.SigningKeyPair signing = signing();
        return claims.jws()
                .algorithm(SignatureAlgorithm.RS256)
                .keyId(signing.published().id())
                .sign(signing.key());
    }

    private SigningKeys.SigningKeyPair signing() {
        return keys.signing()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.SIGN_IN_OFF, "Its operator has not given Roster a key to sign tokens with."));
    }
}
