package org.kennwilliamson.roster.platform.http;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who stands between Roster and its clients. */
@ConfigMapping(prefix = "roster.http")
interface HttpConfig {

    /** {@code TRUSTED_PROXIES}: addresses or networks of proxies whose {@code X-Forwarded-…} headers are believed. */
    Optional<List<String>> trustedProxies();
}
