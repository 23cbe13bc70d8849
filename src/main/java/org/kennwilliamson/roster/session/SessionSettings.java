package org.kennwilliamson.roster.session;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * How long a sign-in lasts.
 *
 * @param refreshTtl a session that isn't refreshed for so long has expired
 */
@Singleton
record SessionSettings(Duration refreshTtl) {

    @Inject
    SessionSettings(Variables variables) {
        this(variables.duration(Setting.AUTH_REFRESH_TTL));
    }
}
