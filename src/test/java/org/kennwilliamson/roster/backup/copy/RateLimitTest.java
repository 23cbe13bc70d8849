package org.kennwilliamson.roster.backup.copy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.concurrent.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTest {

    private static final int MIB = 1 << 20;

    @Test
    void noPhaseIsFasterThanItsRate() {
        List<String> told = new ArrayList<>();
        RateLimit limit = new RateLimit(10 * MIB, (phase, bytes) -> told.add(phase + " " + bytes));

        assertThat(millisOf(limit, "copying", MIB, 2 * MIB, 3 * MIB)).isBetween(300L, 2_000L);
        assertThat(millisOf(limit, "reading", MIB)).isBetween(100L, 2_000L);

        assertThat(told).containsExactly("copying 1048576", "copying 2097152", "copying 3145728", "reading 1048576");
    }

    @Test
    void withoutARateNobodyWaits() {
        assertThat(millisOf(new RateLimit(0, Progress.NONE), "copying", Long.MAX_VALUE))
                .isLessThan(1_000);
    }

    @Test
    void whoIsInterruptedDoesNotWait() {
        Thread.currentThread().interrupt();
        long millis = millisOf(new RateLimit(1, Progress.NONE), "copying", MIB);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(millis).isLessThan(10_000);
    }

    private static long millisOf(Progress progress, String phase, long... bytes) {
        long begin = System.nanoTime();
        for (long each : bytes) {
            progress.at(phase, each);
        }
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
