package org.kennwilliamson.roster.backup;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/** How far a run is: written by its thread, read by any other. */
final class RunningBackup implements Progress {

    private final UUID id;
    private final Instant startedAt;
    private final CompletableFuture<Backup> underWay;

    private volatile String phase = "preparing";
    private volatile long bytes;
    private volatile long expected;
    private volatile String file;

    /** @param underWay completed at the first step: from there on nothing stands in the run's way any more */
    RunningBackup(UUID id, Instant startedAt, CompletableFuture<Backup> underWay) {
        this.id = id;
        this.startedAt = startedAt;
        this.underWay = underWay;
    }

    UUID id() {
        return id;
    }

    /** How many bytes are expected: the last backup's size, or its own. */
    void expect(long size) {
        expected = size;
    }

    /** Which file it is about. */
    void about(String name) {
        file = name;
    }

    @Override
    public void at(String nextPhase, long count) {
        phase = nextPhase;
        bytes = count;
        if (!underWay.isDone()) {
            underWay.complete(backup());
        }
    }

    Backup backup() {
        long passed = bytes;
        return new Backup(
                id,
                Backup.RUNNING,
                phase,
                passed,
                Progress.percent(passed, expected),
                file,
                startedAt,
                null,
                null,
                null,
                null);
    }

    /** As it is kept if it failed. */
    Backup failed(Instant now, BackupException failure) {
        String reason = failure.reason().text() + ": " + failure.getMessage();
        return new Backup(id, Backup.FAILED, phase, bytes, null, null, startedAt, now, reason, null, null);
    }
}
