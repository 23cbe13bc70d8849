package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.kennwilliamson.roster.platform.database.DatabaseAccount;

/** Whether this machine and the database agree on the time, on which tokens, sessions and schedules depend. */
final class ClockCheck {

    private static final Duration SOME = Duration.ofSeconds(5);
    private static final Duration MUCH = Duration.ofSeconds(60);
    private static final String NOW = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

    private final ProbeConnections connections;
    private final Clock clock;

    ClockCheck(ProbeConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    List<Check> all() {
        return List.of(new Check("clock", this::clock));
    }

    private Finding clock() throws SQLException, SkippedException {
        ProbeConnection link = connections.link(DatabaseAccount.SERVICE);
        Instant asked = clock.instant();
        Instant there = Instant.ofEpochMilli(link.number(NOW));
        Instant answered = clock.instant();
        return judge(apart(asked, there, answered));
    }

    /** The database's time must lie between question and answer: how long that took doesn't count. */
    private static Duration apart(Instant asked, Instant there, Instant answered) {
        if (there.isBefore(asked)) {
            return Duration.between(there, asked);
        }
        return there.isAfter(answered) ? Duration.between(answered, there) : Duration.ZERO;
    }

    private static Finding judge(Duration apart) {
        if (apart.compareTo(SOME) <= 0) {
            return Finding.ok("in sync with the database");
        }
        String found = "this machine's clock and the database's are " + apart.toSeconds() + " s apart";
        String remedy = "synchronize both with a time server: timedatectl set-ntp true";
        return apart.compareTo(MUCH) > 0 ? Finding.fail(found, remedy) : Finding.warn(found, remedy);
    }
}
