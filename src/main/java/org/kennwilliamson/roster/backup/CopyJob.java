package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.DirectoryLock;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.copy.BackupCopies;
import org.kennwilliamson.roster.backup.copy.RateLimit;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/**
 * Copies to {@code BACKUP_COPY_URL} what lies here and not there. A copy that fails costs no backup: its manifest says so,
 * and the next run or start tries again.
 */
final class CopyJob {

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final BackupAudit audit;
    private final Clock clock;

    CopyJob(BackupSettings settings, BackupAudit audit, Clock clock) {
        this.settings = settings;
        this.directory = settings.directory();
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Copies whatever is missing there, newest first.
     *
     * @return those that were tried, with what is known of their copies now
     * @throws BackupException BUSY if somebody else copies; or if nothing had to be copied, and the place can't be used; or
     *     if the thread is interrupted
     */
    List<Manifest> copyMissing(Progress progress) throws BackupException {
        return copyMissing(Duration.ZERO, progress);
    }

    /**
     * Copies whatever is missing there after a run, once nobody else copies. Whatever becomes of that, the run's own backup
     * is there.
     */
    Manifest afterRun(Manifest made, Progress progress) {
        if (settings.copyUrl().isEmpty() || made.hasFailedVerification()) {
            return made;
        }
        try {
            return copyMissing(settings.timeLimit(), progress).stream()
                    .filter(backup -> backup.id().equals(made.id()))
                    .findFirst()
                    .orElse(made);
        } catch (BackupException e) {
            Log.errorf("%s could not be copied: %s", made.file(), e.getMessage());
            return made.with(CopyState.failed(settings.copyUrl().get().text(), clock.instant(), e.getMessage()));
        }
    }

    /** Copies these backups if they are missing there; returns all of them, with what is known of their copies now. */
    List<Manifest> copy(List<Path> files, Progress progress) throws BackupException {
        return DirectoryLock.whileCopying(directory, Duration.ZERO, () -> {
            List<Manifest> backups = new ArrayList<>();
            for (Path file : files) {
                backups.add(directory.of(file));
            }
            List<Manifest> tried = copied(backups, progress);
            return backups.stream()
                    .map(backup -> tried.stream()
                            .filter(copied -> copied.id().equals(backup.id()))
                            .findFirst()
                            .orElse(backup))
                    .toList();
        });
    }

    private List<Manifest> copyMissing(Duration patience, Progress progress) throws BackupException {
        return DirectoryLock.whileCopying(directory, patience, () -> copied(directory.list(), progress));
    }

    private List<Manifest> copied(List<Manifest> backups, Progress progress) throws BackupException, IOException {
        CopyUrl url = settings.copyUrl().orElseThrow();
        try (BackupCopies copies =
                new BackupCopies(url, directory, settings.database().database(), clock)) {
            List<Manifest> tried = new ArrayList<>();
            for (Manifest backup : missing(copies, url, backups)) {
                noted(backup, copied(copies, url, backup, progress)).ifPresent(tried::add);
            }
            return tried;
        }
    }

    private CopyState copied(BackupCopies copies, CopyUrl url, Manifest backup, Progress progress)
            throws BackupException {
        try {
            return copies.copy(backup, limited(progress));
        } catch (BackupException e) {
            requireNotInterrupted(e);
            return CopyState.failed(url.text(), clock.instant(), e.getMessage());
        }
    }

    /** What takes too long fails as what can't be written does. */
    private Progress limited(Progress progress) {
        long start = System.nanoTime();
        RateLimit rate = new RateLimit(settings.copyMaxRate(), progress);
        return (phase, bytes) -> {
            rate.at(phase, bytes);
            if (System.nanoTime() - start > settings.timeLimit().toNanos()) {
                throw new UncheckedIOException(new IOException(
                        "it took longer than " + settings.timeLimit().toMinutes() + " minutes"));
            }
        };
    }

    private List<Manifest> missing(BackupCopies copies, CopyUrl url, List<Manifest> backups) throws BackupException {
        List<Manifest> wanted = backups.stream()
                .filter(backup -> !backup.hasFailedVerification())
                .sorted(Comparator.comparing(Manifest::startedAt).reversed())
                .toList();
        try {
            List<Manifest> missing = copies.missing(wanted);
            missing.stream()
                    .filter(backup -> backup.copy().isGoodAt(url.text()))
                    .forEach(this::lost);
            return missing;
        } catch (BackupException e) {
            requireNotInterrupted(e);
            List<Manifest> unknown = wanted.stream()
                    .filter(backup -> !backup.copy().isGoodAt(url.text()))
                    .toList();
            if (unknown.isEmpty()) {
                throw e;
            }
            return unknown;
        }
    }

    /** Who is stopped learns nothing of the copy. */
    private static void requireNotInterrupted(BackupException e) throws BackupException {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    private void lost(Manifest backup) {
        Log.warnf(
                "The copy of %s is gone from %s, or was written by somebody: it is copied again",
                backup.file(), backup.copy().url());
        audit.copyLost(backup);
    }

    /** Waits for a run, which goes first. Empty if one has removed the backup meanwhile. */
    private Optional<Manifest> noted(Manifest backup, CopyState state) throws BackupException {
        Optional<Manifest> noted = DirectoryLock.whileLocked(directory, settings.timeLimit(), () -> {
            Optional<Manifest> now = directory.list().stream()
                    .filter(known -> known.id().equals(backup.id()))
                    .map(known -> known.with(state))
                    .findFirst();
            if (now.isPresent()) {
                new BackupPublisher(directory).update(now.get());
            }
            return now;
        });
        noted.ifPresent(this::told);
        return noted;
    }

    private void told(Manifest backup) {
        if (backup.copy().reason() == null) {
            Log.infof(
                    "%s was copied to %s, and read back",
                    backup.file(), backup.copy().url());
            audit.copied(backup);
        } else {
            Log.errorf(
                    "%s could not be copied: %s", backup.file(), backup.copy().reason());
            audit.copyFailed(backup);
        }
    }
}
