package org.kennwilliamson.roster.platform.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * Tells of statements that took long, each at most once in a period, and has PostgreSQL know for whom it runs them next:
 * a statement that was slow the last time bears its request's id in a comment, which PostgreSQL's log and {@code
 * pg_stat_activity} show. It is planned anew for that, which costs little beside what it takes.
 */
@Singleton
public class SlowStatements {

    private static final Logger LOG = Logger.getLogger(SlowStatements.class);

    /** Of commands: nobody looks into their log for it. */
    public static final SlowStatements OF_NOBODY = new SlowStatements(Duration.ofDays(1));

    /** Many requests wait for the same reason; a line for each would fill the disk. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Duration limit;
    private final ConcurrentMap<String, Slowness> slow = new ConcurrentHashMap<>();

    @Inject
    SlowStatements(Variables variables) {
        this(variables.duration(Setting.SLOW_STATEMENT));
    }

    private SlowStatements(Duration limit) {
        this.limit = limit;
    }

    /** The request whose id a statement is to bear that is about to be sent: if it was slow the last time, the current one. */
    public Optional<String> request(String name) {
        Slowness known = known(name);
        return known == null || !known.lastTime ? Optional.empty() : RequestId.current();
    }

    /** A statement has ended after so many nanoseconds. Why one failed is told elsewhere. */
    public void ended(String name, long nanos, boolean succeeded) {
        if (nanos < limit.toNanos()) {
            Slowness known = known(name);
            if (known != null) {
                known.lastTime = false;
            }
        } else if (succeeded) {
            slow.computeIfAbsent(name, first -> new Slowness()).tell(name, nanos);
        }
    }

    private Slowness known(String name) {
        return slow.isEmpty() ? null : slow.get(name);
    }

    /** Of one statement: whether it was slow the last time, and how often since that was told. */
    private static final class Slowness {

        private volatile boolean lastTime;
        private long told;
        private int untold = -1;

        synchronized void tell(String name, long nanos) {
            lastTime = true;
            if (untold >= 0 && System.nanoTime() - told < PERIOD.toNanos()) {
                untold++;
                return;
            }
            LOG.warnf(
                    "Slow statement: %s in %s%s",
                    LogField.of(LogField.STATEMENT, name),
                    new LogField(
                            LogField.DURATION, nanos, Duration.ofNanos(nanos).toMillis() + " ms"),
                    untold > 0 ? ", and " + untold + " more since the last such line" : "");
            told = System.nanoTime();
            untold = 0;
        }
    }
}
