package org.kennwilliamson.roster.backup;

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

    private volatile BackupSight sight = BackupSight.NOTHING_YET;

    BackupWatch(BackupSettings settings) {
        this.settings = settings;
        this.folder = BackupFolder.of(settings);
    }

    /** What the last look saw. Never waits. */
    BackupSight sight() {
        return sight;
    }

    /** Looks. Reads files and asks programs for their versions, so not on an event loop. */
    @Scheduled(every = "60s", identity = "roster-backup-watch", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        List<String> faults = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        unless(faults, () -> settings.parsedRecipients());
        unless(faults, () -> settings.programs().find("pg_dump"));
        unless(faults, () -> settings.programs().find("pg_restore"));
        List<Manifest> backups = new ArrayList<>();
        unless(faults, () -> {
            BackupFolder.Contents contents = folder.contents();
            backups.addAll(contents.backups());
            warnings.addAll(contents.faults());
        });
        unless(faults, () -> Room.requireForTwo(settings, backups));
        warnWhenShrunk(backups, warnings);
        sight = new BackupSight(List.copyOf(backups), List.copyOf(faults), List.copyOf(warnings));
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

    private static void warnWhenShrunk(List<Manifest> backups, List<String> warnings) {
        int count = backups.size();
        if (count > 1
                && backups.get(count - 1).size() * 2 < backups.get(count - 2).size()) {
            warnings.add("The last backup, " + backups.get(count - 1).file()
                    + ", has less than half the size of the one before: is everything still there?");
        }
    }
}
