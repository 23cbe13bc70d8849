package org.kennwilliamson.roster.session;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** How long a sign-in lasts, and how often one may fail. */
@ConfigMapping(prefix = "roster.session")
interface SessionConfig {

    /** {@code AUTH_REFRESH_TTL}: a session that isn't refreshed for so long has ended. */
    Duration refreshTtl();

    /** {@code AUTH_LOCKOUT}: whether failures lock accounts and addresses; {@code on} or {@code off}. */
    boolean lockout();
}
