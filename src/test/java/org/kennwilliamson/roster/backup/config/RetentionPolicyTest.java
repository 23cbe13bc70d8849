package org.kennwilliamson.roster.backup.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Manifests;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final RetentionPolicy WEEK = new RetentionPolicy(7, 3, 0, 0, false);

    @Test
    void ofOneADayThoseOfAWeekStay() {
        List<Manifest> all = days(0, 30);

        assertThat(WEEK.expired(all, NOW)).hasSize(23).doesNotContainAnyElementsOf(all.subList(0, 8));
    }

    @Test
    void eachDayOneGoes() {
        List<Manifest> kept = new ArrayList<>();
        for (int day = 60; day >= 0; day--) {
            kept.add(verified(day));
            List<Manifest> expired = WEEK.expired(kept, NOW.minus(Duration.ofDays(day)));
            assertThat(expired).hasSizeLessThanOrEqualTo(1);
            kept.removeAll(expired);
            assertThat(kept).hasSizeLessThanOrEqualTo(8);
        }
        assertThat(kept).hasSize(8);
    }

    @Test
    void afterThirtyDaysOfFailuresTheFirstGoodOneCostsNoneOfTheOld() {
        List<Manifest> all = join(List.of(verified(0)), days(31, 38));

        assertThat(WEEK.expired(all, NOW)).isEqualTo(List.of(all.get(8)));
    }

    @Test
    void aClockThatJumpsAheadCostsAtMostWhatANewDayCosts() {
        Instant ahead = NOW.plus(Duration.ofDays(400));
        List<Manifest> all =
                join(List.of(backup(ahead, Manifest.Verification.verified("restore", ahead, null))), days(1, 8));

        assertThat(WEEK.expired(all, ahead)).isEqualTo(List.of(all.get(8)));
    }

    @Test
    void aClockThatJumpsBackCostsNothing() {
        Instant back = NOW.minus(Duration.ofDays(400));
        List<Manifest> all =
                join(List.of(backup(back, Manifest.Verification.verified("restore", back, null))), days(1, 7));

        assertThat(WEEK.expired(all, back)).isEmpty();
    }

    @Test
    void whatFailedItsProofCountsForNothing() {
        List<Manifest> refuted = IntStream.range(0, 8)
                .mapToObj(day -> backup(at(day), Manifest.Verification.failed("restore", at(day), "damaged")))
                .toList();

        assertThat(WEEK.expired(join(refuted, days(8, 12)), NOW)).isEmpty();
    }

    @Test
    void theNewestVerifiedOnesStayHoweverOldTheyAre() {
        List<Manifest> all = days(100, 110);

        assertThat(new RetentionPolicy(1, 3, 0, 0, false).expired(all, NOW))
                .hasSize(8)
                .doesNotContainAnyElementsOf(all.subList(0, 3));
    }

    @Test
    void someOfOlderWeeksAndMonthsStayWhereThatIsAskedFor() {
        List<Manifest> all = days(0, 100);

        List<Manifest> expired = new RetentionPolicy(7, 3, 4, 3, false).expired(all, NOW);

        List<Manifest> kept = new ArrayList<>(all);
        kept.removeAll(expired);
        assertThat(kept.stream().map(backup -> backup.startedAt().toString().substring(0, 10)))
                .startsWith("2026-11-22")
                .contains("2026-11-15", "2026-11-08", "2026-11-01", "2026-10-31", "2026-09-30")
                .doesNotContain("2026-11-10", "2026-10-25", "2026-08-31");
    }

    @Test
    void whereNobodyProvesAnythingPublishedOnesCount() {
        List<Manifest> all = IntStream.range(0, 30)
                .mapToObj(day -> backup(at(day), Manifest.Verification.NONE))
                .toList();

        assertThat(WEEK.expired(all, NOW)).isEmpty();
        assertThat(new RetentionPolicy(7, 3, 0, 0, true).expired(all, NOW)).hasSize(22);
    }

    @Test
    void ofHistoriesAtRandomNoneLosesItsLastGoodOne() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            RetentionPolicy policy = new RetentionPolicy(
                    1 + random.nextInt(9),
                    1 + random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4) == 0);
            List<Manifest> all = new ArrayList<>();
            for (int backup = random.nextInt(25); backup > 0; backup--) {
                // Also of a clock that was ahead for a while.
                Instant at = NOW.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 40) - 60 * 24 * 3));
                all.add(backup(
                        at,
                        List.of(
                                        Manifest.Verification.verified("restore", at, null),
                                        Manifest.Verification.failed("restore", at, "damaged"),
                                        Manifest.Verification.NONE)
                                .get(random.nextInt(3))));
            }
            List<Manifest> good = all.stream()
                    .filter(backup -> policy.unverified() ? !backup.hasFailedVerification() : backup.isVerified())
                    .sorted(Comparator.comparing(Manifest::startedAt).reversed())
                    .limit(policy.minimum())
                    .toList();

            List<Manifest> expired = policy.expired(all, NOW);

            assertThat(expired)
                    .as("history %d by %s", i, policy)
                    .doesNotContainAnyElementsOf(good.isEmpty() ? List.of(verified(0)) : good);
            assertThat(all).containsAll(expired);
            if (good.isEmpty()) {
                assertThat(expired)
                        .as("history %d has nothing that is better", i)
                        .isEmpty();
            }
        }
    }

    /** One a day, newest first. */
    private static List<Manifest> days(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(RetentionPolicyTest::verified)
                .toList();
    }

    private static Manifest verified(int daysAgo) {
        return backup(at(daysAgo), Manifest.Verification.verified("restore", at(daysAgo), null));
    }

    private static Instant at(int daysAgo) {
        return NOW.minus(Duration.ofDays(daysAgo));
    }

    private static Manifest backup(Instant at, Manifest.Verification verification) {
        return Manifests.of(at, 1, verification);
    }

    private static List<Manifest> join(List<Manifest> one, List<Manifest> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
