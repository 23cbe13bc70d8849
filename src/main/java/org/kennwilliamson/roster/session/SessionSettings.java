package org.kennwilliamson.roster.session;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * How long a sign-in lasts, and how often one may fail.
 *
 * @param refreshTtl a session that isn't refreshed for so long has expired
 * @param lockout whether failures lock accounts and addresses
 */
@Singleton
record SessionSettings(Duration refreshTtl, boolean lockout) {

    @Inject
    SessionSettings(Variables variables) {
        this(
                variables.duration(Setting.AUTH_REFRESH_TTL),
                variables.text(Setting.AUTH_LOCKOUT).equals("on"));
    }
}
