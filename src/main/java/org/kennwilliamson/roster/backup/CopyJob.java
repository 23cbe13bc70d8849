package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    /** Copies whatever is missing there, as {@link #copyLocked}. */
    List<Manifest> copyMissing(Progress progress) throws BackupException {
        return DirectoryLock.whileLocked(directory, () -> copyLocked(directory.list(), progress));
    }

    /** Copies these backups if they are missing there; returns all of them, with what is known of their copies now. */
    List<Manifest> copy(List<Path> files, Progress progress) throws BackupException {
        return DirectoryLock.whileLocked(directory, () -> {
            List<Manifest> backups = new ArrayList<>();
            for (Path file : files) {
                backups.add(directory.of(file));
            }
            List<Manifest> tried = copyLocked(backups, progress);
            return backups.stream()
                    .map(backup -> tried.stream()
                            .filter(copied -> copied.id().equals(backup.id()))
                            .findFirst()
                            .orElse(backup))
                    .toList();
        });
    }

    /**
     * Copies those of these backups that are missing there, newest first; the caller has the directory's lock.
     *
     * @return those that were tried, with what is known of their copies now
     * @throws BackupException if nothing had to be copied, and the place can't be used; or if the thread is interrupted
     */
    List<Manifest> copyLocked(List<Manifest> backups, Progress progress) throws BackupException, IOException {
        if (settings.copyUrl().isEmpty()) {
            return List.of();
        }
        progress.at("copying", 0);
        CopyUrl url = settings.copyUrl().get();
        try (BackupCopies copies =
                new BackupCopies(url, directory, settings.database().database(), clock)) {
            List<Manifest> tried = new ArrayList<>();
            for (Manifest backup : missing(copies, url, backups)) {
                tried.add(noted(backup.with(copied(copies, url, backup, progress))));
            }
            return tried;
        }
    }

    private CopyState copied(BackupCopies copies, CopyUrl url, Manifest backup, Progress progress)
            throws BackupException {
        try {
            return copies.copy(backup, progress);
        } catch (BackupException e) {
            requireNotInterrupted(e);
            return CopyState.failed(url.text(), clock.instant(), e.getMessage());
        }
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

    private Manifest noted(Manifest backup) throws IOException {
        new BackupPublisher(directory).update(backup);
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
        return backup;
    }
}
