package org.kennwilliamson.roster.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Makes all checks: neither a failure nor a disk that doesn't answer keeps the others from being made. */
final class Doctor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;

    /** @param patience how long one check may take */
    Doctor(Duration patience) {
        this.patience = patience;
    }

    /**
     * Makes all checks.
     *
     */
    static List<Finding> examine(Variables variables, Clock clock) {
        try (ProbeConnections connections = new ProbeConnections(variables)) {
            return new Doctor(PATIENCE)
                    .findings(Stream.of(
                                    new SettingsChecks(variables).all(),
                                    new DatabaseChecks(connections).all(),
                                    new NotificationCheck(connections, variables).all(),
                                    new RoleChecks(connections, variables).all(),
                                    new SchemaChecks(connections, variables).all(),
                                    new ServerChecks(connections, variables).all(),
                                    new WalChecks(connections, variables).all(),
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
                        "timed out: a network disk, a program or a name server may hang")
                : finding.get();
    }

    private static Finding finding(Check check) {
        try {
            return check.question().ask();
        } catch (SkippedException e) {
            return e.finding();
        } catch (InvalidSettingException e) {
            return new SkippedException("a variable is invalid", "settings").finding();
        } catch (Exception e) {
            return Finding.fail(
                    "the check failed: " + OneLine.of(e),
                    "correct what the message names, and run roster doctor again");
        }
    }
}
