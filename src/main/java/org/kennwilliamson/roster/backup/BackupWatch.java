package org.kennwilliamson.roster.backup;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Looks after the backups once a minute and after each run, so that probes and metrics are answered at once. */
@Singleton
class BackupWatch {

    private final BackupSettings settings;
    private final BackupFolder folder;
    private final Clock clock;

    private volatile BackupSight sight = BackupSight.NOTHING_YET;

    BackupWatch(BackupSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.folder = BackupFolder.of(settings);
    }

    /** What the last look saw. Never waits. */
    BackupSight sight() {
        return sight;
    }

    /** Looks. Reads files and asks programs for their versions, so not on an event loop. */
    @Scheduled(
            every = "60s",
            // A start that fails is over by then, and so nobody looks while everything is torn down.
            delayed = "5s",
            identity = "roster-backup-watch",
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        List<String> faults = new ArrayList<>();
        unless(faults, () -> settings.parsedRecipients());
        unless(faults, () -> settings.programs().find("pg_dump"));
        unless(faults, () -> settings.programs().find("pg_restore"));
        BackupFolder.Contents contents = contents(faults);
        unless(faults, () -> Room.requireForTwo(settings, contents.backups()));
        sight = BackupSight.at(clock.instant(), contents, faults);
    }

    private BackupFolder.Contents contents(List<String> faults) {
        try {
            return folder.contents();
        } catch (BackupException e) {
            faults.add(e.getMessage());
            return new BackupFolder.Contents(List.of(), List.of());
        }
    }

    private interface Look {
        void look() throws BackupException;
    }

    private static void unless(List<String> faults, Look look) {
        try {
            look.look();
        } catch (BackupException e) {
            faults.add(e.getMessage());
        }
    }
}
