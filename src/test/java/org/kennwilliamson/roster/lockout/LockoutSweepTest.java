package org.kennwilliamson.roster.lockout;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;

/** What an attack from ten million addresses leaves behind is bounded on the disk, and nothing of it is in memory. */
@QuarkusTest
class LockoutSweepTest extends ApiTest {

    @Inject
    LockoutRepository failures;

    @BeforeEach
    void nobodyHasFailed() {
        Stored.column("delete from sign_in_failures returning 1");
    }

    @Test
    void ofManyFailuresTheLatestAreKept() {
        Stored.column("""
                insert into sign_in_failures (subject, failures, last_failure_at)
                select 'address:192.0.2.' || n, 1, now() - n * interval '1 second' from generate_series(1, 1300) as n
                returning subject""");

        failures.sweep(300).await().indefinitely();

        assertThat(stored()).hasSize(300).contains("address:192.0.2.1", "address:192.0.2.300");
    }

    @Test
    void failuresOfYesterdayGo() {
        Stored.column("""
                insert into sign_in_failures (subject, failures, last_failure_at)
                values ('address:192.0.2.1', 1, now() - interval '25 hours'),
                    ('address:192.0.2.2', 1, now() - interval '23 hours')
                returning subject""");

        failures.sweep(300).await().indefinitely();

        assertThat(stored()).containsExactly("address:192.0.2.2");
    }

    private static List<String> stored() {
        return Stored.column("select subject from sign_in_failures");
    }
}
