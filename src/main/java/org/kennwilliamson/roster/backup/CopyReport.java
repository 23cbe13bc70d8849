package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.copy.BackupCopies;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Copies backups for the operator, and tells what is in the other place: a line for each. */
final class CopyReport {

    private final BackupSettings settings;
    private final CopyJob job;
    private final CopyUrl url;
    private final PrintWriter out;

    /** @throws BackupException if there is no other place */
    CopyReport(BackupSettings settings, BackupAudit audit, PrintWriter out) throws BackupException {
        this.settings = settings;
        this.job = new CopyJob(settings, audit, Clock.systemUTC());
        this.url = place(settings);
        this.out = out;
    }

    /** The copies, and what is wrong: what isn't one though it looks like it, and those that are missing. */
    static BackupDirectory.Contents contents(BackupSettings settings) throws BackupException {
        String place = place(settings).text();
        return of(settings, copies -> {
            BackupDirectory.Contents there = copies.contents();
            List<Manifest> wanted = settings.directory().list().stream()
                    .filter(backup -> !backup.hasFailedVerification())
                    .toList();
            List<String> faults = new ArrayList<>(there.faults());
            copies.missing(wanted).forEach(backup -> faults.add(backup.file() + " has no good copy in " + place));
            return new BackupDirectory.Contents(there.backups(), faults);
        });
    }

    /** Asks the place something. */
    static <T> T of(BackupSettings settings, CopyQuestion<T> question) throws BackupException {
        CopyUrl url = place(settings);
        try (BackupCopies copies =
                new BackupCopies(url, settings.directory(), settings.database().database(), Clock.systemUTC())) {
            return question.ask(copies);
        } catch (IOException e) {
            throw new BackupException(FailureReason.COPY, url.text() + " can't be closed: " + e.getMessage(), e);
        }
    }

    interface CopyQuestion<T> {
        T ask(BackupCopies copies) throws BackupException;
    }

    /** Whether all that are here have a good copy then. */
    boolean copyMissing() throws BackupException {
        return print(job.copyMissing(Progress.NONE));
    }

    /** Whether these have a good copy then. */
    boolean copy(List<Path> files) throws BackupException {
        for (Path file : files) {
            requireHere(file);
        }
        return print(job.copy(files, Progress.NONE));
    }

    private static CopyUrl place(BackupSettings settings) throws BackupException {
        return settings.copyUrl()
                .orElseThrow(() -> new BackupException(
                        FailureReason.COPY, "BACKUP_COPY_URL is not set: it says where copies of backups go"));
    }

    private void requireHere(Path file) throws BackupException {
        if (!settings.directoryPath().equals(file.toAbsolutePath().normalize().getParent())) {
            throw new BackupException(
                    FailureReason.FOLDER, file + " is not in BACKUP_DIR, which is " + settings.directoryPath());
        }
    }

    private boolean print(List<Manifest> backups) {
        List<String> faults = backups.stream().flatMap(this::fault).toList();
        backups.stream()
                .filter(backup -> fault(backup).findAny().isEmpty())
                .forEach(backup -> out.println("OK    " + backup.file()));
        faults.forEach(fault -> out.println("FAIL  " + fault));
        return faults.isEmpty();
    }

    private Stream<String> fault(Manifest backup) {
        if (backup.hasFailedVerification()) {
            return Stream.of(backup.file() + " failed its verification: it is not copied");
        }
        if (backup.copy().isGoodAt(url.text())) {
            return Stream.empty();
        }
        String reason = backup.copy().hasFailedAt(url.text()) ? backup.copy().reason() : "it was removed meanwhile";
        return Stream.of(backup.file() + " has no good copy: " + reason);
    }
}
