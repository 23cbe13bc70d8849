package org.kennwilliamson.roster.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.UuidV7;

/**
 * Runs of backups in a process of their own: the whole of {@link BackupJob} without what the packaged program needs
 * seconds for to start. Each line of standard input is the time of a run, or {@code copy}; phases and the end are written as lines.
 */
public final class KillableRuns {

    static final String COPY = "copy";

    private KillableRuns() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("started");
        BufferedReader times = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String time = times.readLine(); time != null; time = times.readLine()) {
            System.out.println("end " + (time.equals(COPY) ? copied() : end(Instant.parse(time))));
        }
    }

    private static String copied() {
        try {
            BackupSettings settings = BackupSettings.from(new Variables(System.getenv()::get));
            BackupAudit events = new BackupAudit(settings, AuditContext.OPERATOR, System.out::println);
            return ""
                    + new CopyJob(settings, events, Clock.systemUTC())
                            .copyMissing(new Phases())
                            .size();
        } catch (BackupException e) {
            return e.reason().text() + " " + e.getMessage();
        }
    }

    private static String end(Instant time) {
        try {
            BackupSettings settings = BackupSettings.from(new Variables(System.getenv()::get));
            BackupAudit events = new BackupAudit(settings, AuditContext.OPERATOR, System.out::println);
            Manifest made = new BackupJob(settings, events, Clock.fixed(time, ZoneOffset.UTC), "test")
                    .run(UuidV7.at(time), new Phases());
            return made.verification().state();
        } catch (BackupException e) {
            return e.reason().text() + " " + e.getMessage();
        }
    }

    private static final class Phases implements Progress {

        private String phase;

        @Override
        public void at(String next, long bytes) {
            if (!next.equals(phase)) {
                phase = next;
                System.out.println(next);
            }
        }
    }
}
