package org.kennwilliamson.roster.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How access tokens are made and checked. */
@ConfigMapping(prefix = "roster.access")
public interface AuthConfig {

    /** {@code AUTH_ISSUER}: who the tokens say that they are from. */
    String issuer();

    /** {@code AUTH_ACCESS_TTL}: how long a token lasts. */
    Duration tokenTtl();

    /** {@code AUTH_SIGNING_KEY}: the file of the private key that signs tokens; nobody can sign in without it. */
    Optional<Path> signingKey();

    /** {@code AUTH_PUBLISHED_KEYS}: files of further keys whose tokens count, the one before or the next one. */
    Optional<List<Path>> publishedKeys();

    /** {@code MP_JWT_VERIFY_ISSUER}: another identity provider, whose tokens count as well. */
    Optional<String> otherIssuer();
}
