package org.kennwilliamson.roster.health;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** When a probe says DOWN. */
@ConfigMapping(prefix = "roster.health")
interface HealthConfig {

    /** {@code LIVENESS_GRACE}: how long the database may be gone before liveness turns DOWN. */
    Duration livenessGrace();
}
