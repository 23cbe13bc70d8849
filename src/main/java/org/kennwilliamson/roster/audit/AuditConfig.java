package org.kennwilliamson.roster.audit;

import io.smallrye.config.ConfigMapping;

/** How long the trail is kept. */
@ConfigMapping(prefix = "roster.audit")
interface AuditConfig {

    /** {@code AUDIT_RETENTION_DAYS}: months of events that end before so many days are dropped; 30 at least. */
    int retentionDays();
}
