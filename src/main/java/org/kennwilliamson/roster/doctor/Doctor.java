package org.kennwilliamson.roster.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Makes all checks, whatever becomes of each: neither a failure nor a hanging disk keeps the others from being made. */
final class Doctor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;

    /** @param patience how long one check may take */
    Doctor(Duration patience) {
        this.patience = patience;
    }

    /**
     * Looks at everything.
     *
     */
    static List<Finding> examine(Variables variables, Clock clock) {
        try (ProbeConnections connections = new ProbeConnections(variables)) {
            return new Doctor(PATIENCE)
                    .findings(Stream.of(
                                    new SettingsChecks(variables).all(),
                                    new DatabaseChecks(connections).all(),
                                    new RoleChecks(connections, variables).all(),
                                    new SchemaChecks(connections, variables).all(),
                                    new ServerChecks(connections, variables).all(),
                                    new ClockCheck(connections, clock).all(),
                                    new ProgramChecks(connections, variables).all(),
                                    new BackupChecks(variables, clock).all(),
                                    new KeyChecks(variables).all())
                            .flatMap(List::stream));
        }
    }

    /** Makes these checks, one after the other. */
    List<Finding> findings(Stream<Check> checks) {
        return checks.map(check -> patiently(check).of(check)).toList();
    }

    private Finding patiently(Check check) {
        AtomicReference<Finding> finding = new AtomicReference<>();
        Thread thread = new Thread(() -> finding.set(finding(check)), "roster-doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return finding.get() == null
                ? Finding.fail(
                        "no answer within " + patience.toSeconds() + " s",
                        "whatever this line is about hangs: a disk on the network, a program, a name server")
                : finding.get();
    }

    private static Finding finding(Check check) {
        try {
            return check.question().ask();
        } catch (SkippedException e) {
            return e.finding();
        } catch (InvalidSettingException e) {
            return new SkippedException("a variable is wrong", "settings").finding();
        } catch (Exception e) {
            return Finding.fail("can't be found out: " + OneLine.of(e), "mend what this says, and ask again");
        }
    }
}
