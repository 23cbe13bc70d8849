package org.kennwilliamson.roster.migration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** What the scripts need to know of the installation. */
@ConfigMapping(prefix = "roster.audit")
interface MigrationConfig {

    /** {@code AUDIT_RETENTION_DAYS}: months of audit events that end before so many days are dropped. */
    @WithName("retention-days")
    int auditRetentionDays();
}
