package org.kennwilliamson.roster.backup.monitor;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DiskSpace;
import org.kennwilliamson.roster.backup.config.BackupSettings;

/** Looks after the backups once a minute and after each run, so that probes and metrics are answered at once. */
@Singleton
public class BackupMonitor {

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final Clock clock;

    private volatile BackupStatus status = BackupStatus.NOTHING_YET;
    private volatile OptionalLong freeBytes = OptionalLong.empty();
    private volatile Instant lookedAt = Instant.EPOCH;

    public BackupMonitor(BackupSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.directory = settings.directory();
    }

    /** The last status. Never waits. */
    public BackupStatus status() {
        return status;
    }

    /** What the disk of the backups had left at the last look; empty if that can't be said. Never waits. */
    OptionalLong freeBytes() {
        return freeBytes;
    }

    /** When it looked last; the epoch before it ever did. */
    Instant lookedAt() {
        return lookedAt;
    }

    /** Looks. Reads files and asks programs for their versions, so not on an event loop. */
    @Scheduled(
            every = "60s",
            // A start that fails is over by then, so nothing looks during the shutdown.
            delayed = "5s",
            identity = "roster-backup-watch",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void refresh() {
        List<String> faults = new ArrayList<>();
        unless(faults, () -> settings.parsedRecipients());
        unless(faults, () -> settings.programs().find("pg_dump"));
        unless(faults, () -> settings.programs().find("pg_restore"));
        BackupDirectory.Contents contents = contents(faults);
        unless(faults, () -> DiskSpace.requireForTwo(directory, contents.backups()));
        freeBytes = left();
        lookedAt = clock.instant();
        status = BackupStatus.at(lookedAt, contents, faults);
    }

    private BackupDirectory.Contents contents(List<String> faults) {
        try {
            return directory.contents();
        } catch (BackupException e) {
            faults.add(e.getMessage());
            return new BackupDirectory.Contents(List.of(), List.of());
        }
    }

    private OptionalLong left() {
        try {
            return OptionalLong.of(DiskSpace.left(directory));
        } catch (BackupException e) {
            return OptionalLong.empty();
        }
    }

    private interface Precondition {
        void require() throws BackupException;
    }

    private static void unless(List<String> faults, Precondition precondition) {
        try {
            precondition.require();
        } catch (BackupException e) {
            faults.add(e.getMessage());
        }
    }
}
