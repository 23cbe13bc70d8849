package org.kennwilliamson.roster.auth;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * How access tokens are issued and checked.
 *
 * @param issuer the issuer that the tokens name
 * @param tokenTtl how long a user's token lasts
 * @param externalIssuer another identity provider, whose tokens count as well
 */
@Singleton
record AuthSettings(String issuer, Duration tokenTtl, Optional<String> externalIssuer) {

    @Inject
    AuthSettings(Variables variables) {
        this(
                variables.text(Setting.AUTH_ISSUER),
                variables.duration(Setting.AUTH_ACCESS_TTL),
                variables.find(Setting.MP_JWT_VERIFY_ISSUER));
    }
}
