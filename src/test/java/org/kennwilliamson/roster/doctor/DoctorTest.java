package org.kennwilliamson.roster.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What can't be broken from outside of the program. */
class DoctorTest {

    @Test
    void aCheckThatFailsOrHangsKeepsNoOtherFromBeingMade() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);

        List<Finding> findings = new Doctor(Duration.ofSeconds(2))
                .findings(Stream.of(
                        new Check("broken", () -> {
                            throw new IllegalStateException("of\nmore lines");
                        }),
                        new Check("hanging", () -> {
                            end.await();
                            return Finding.ok("at last");
                        }),
                        new Check("sound", () -> Finding.ok("fine"))));
        end.countDown();

        assertThat(findings).extracting(Finding::level).containsExactly(Level.FAIL, Level.FAIL, Level.OK);
        assertThat(findings).extracting(Finding::name).containsExactly("broken", "hanging", "sound");
        assertThat(findings.get(0).message()).isEqualTo("the check failed: of more lines");
        assertThat(findings.get(1).message()).startsWith("no answer within");
        assertThat(findings.subList(0, 2)).allMatch(finding -> finding.remedy() != null);
    }

    @ParameterizedTest
    @CsvSource({"15, OK", "18, OK", "19, WARN"})
    void aServerThatIsNewerThanTestedIsSaidToBe(int major, Level level) {
        assertThat(DatabaseChecks.ofAge("PostgreSQL " + major, major).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "3, OK", "-30, WARN", "30, WARN", "90, FAIL", "-90, FAIL"})
    void clocksThatAreApartAreToldApart(int seconds, Level level) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

        Finding finding = clock(clock);

        assertThat(finding.level()).isEqualTo(level);
        if (level != Level.OK) {
            assertThat(finding.message()).containsPattern("are (30|29|90|89) s apart");
            assertThat(finding.remedy()).contains("time server");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, disable, '', OK, not needed",
        "[::1], disable, '', OK, not needed",
        "192.0.2.1, prefer, '', WARN, isn't encrypted (sslmode=prefer)",
        "192.0.2.1, require, TLSv1.3, OK, the server's certificate isn't verified",
        "192.0.2.1, verify-full&sslrootcert=x, TLSv1.3, OK, 'TLSv1.3, sslmode=verify-full'"
    })
    void whoeverListensOnTheWayMatters(String host, String mode, String protocol, Level level, String message) {
        Finding finding = DatabaseChecks.tls(
                DatabaseUrl.parse("DATABASE_URL", "postgresql://me:se-cret@" + host + "/x?sslmode=" + mode), protocol);

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.message()).contains(message);
    }

    private static Finding clock(Clock clock) {
        TestDatabase database = TestDatabase.fresh();
        try (ProbeConnections connections = new ProbeConnections(new Variables(database.environment()::get))) {
            return new Doctor(Duration.ofMinutes(1))
                    .findings(new ClockCheck(connections, clock).all().stream())
                    .get(0);
        }
    }
}
