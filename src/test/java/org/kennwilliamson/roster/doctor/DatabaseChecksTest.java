package org.kennwilliamson.roster.doctor;

import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** That every server from 15 on understands what doctor asks it. */
@Tag("postgresql")
class DatabaseChecksTest {

    @Test
    void theServerAnswersAllOfThem() {
        TestDatabase database = TestDatabase.fresh();
        new Schema(database).migrate();

        List<Finding> findings = Doctor.examine(new Variables(database.environment()::get), Clock.systemUTC());

        assertThat(findings).extracting(Finding::message).noneMatch(message -> message.contains("can't be found out"));
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.OK)
                .extracting(Finding::name)
                .contains(
                        "database",
                        "database-owner",
                        "database-backup",
                        "roles",
                        "service-role",
                        "service-rights",
                        "audit-trail",
                        "owner-role",
                        "backup-role",
                        "schema",
                        "connections",
                        "pg_stat_statements",
                        "clock");
    }
}
