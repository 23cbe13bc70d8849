package org.kennwilliamson.roster.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;

import org.kennwilliamson.roster.auth.key.SigningKeys;

/** Tells whether an access token is one of ours and still lasts. Knows nothing of sessions that were ended since. */
@Singleton
class TokenVerifier {

    private final JwsVerifier signatures;
    private final String issuer;
    private final Clock clock;

    TokenVerifier(SigningKeys keys, AuthSettings settings, Clock clock) {
        this.signatures = new JwsVerifier(keys.published());
        this.issuer = settings.issuer();
        this.clock = clock;
    }

    /** What the token says; empty for one that is forged, expired, of another issuer or no token at all. */
    Optional<Claims> claims(String token) {
        return signatures.payload(token).flatMap(this::parse);
    }

    private Optional<Claims> parse(String payload) {
        try {
            JwtClaims claims = JwtClaims.parse(payload);
            return isValid(claims) ? Optional.of(from(claims)) : Optional.empty();
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isValid(JwtClaims claims) throws MalformedClaimException {
        Instant now = clock.instant();
        NumericDate expires = claims.getExpirationTime();
        NumericDate begins = claims.getNotBefore();
        return issuer.equals(claims.getIssuer())
                && SubjectRules.isValid(claims.getSubject())
                && (claims.hasClaim("sid") || !SubjectRules.isReserved(claims.getSubject()))
                && expires != null
                && now.isBefore(instant(expires))
                && (begins == null || !now.isBefore(instant(begins)));
    }

    private static Claims from(JwtClaims claims) throws MalformedClaimException {
        return new Claims(
                claims.getSubject(),
                Optional.ofNullable(claims.getClaimValue("sid", String.class)).map(UUID::fromString),
                claims.getStringListClaimValue("groups").stream()
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()),
                instant(claims.getExpirationTime()));
    }

    private static Instant instant(NumericDate date) {
        return Instant.ofEpochMilli(date.getValueInMillis());
    }
}
