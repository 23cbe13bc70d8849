package org.kennwilliamson.roster.backup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Workers;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.problem.ProblemException;

/** All backups: those in the directory, the one that is being created, and the runs that failed. */
@Singleton
class Backups {

    private static final int MOST_WAITING = 50;

    private final BackupDirectory directory;
    private final Optional<CopyUrl> copyUrl;
    private final BackupQueue runner;
    private final Workers readers =
            new Workers("roster-backup-folder", 1, MOST_WAITING, "Too many requests ask for backups.");

    Backups(BackupSettings settings, BackupQueue runner) {
        this.directory = settings.directory();
        this.copyUrl = settings.copyUrl();
        this.runner = runner;
    }

    /** The next ones behind this id, newest first. */
    Uni<List<Backup>> page(Slice slice) {
        return reading(() -> all().stream()
                .filter(backup -> backup.id().toString().compareTo(slice.after().toString()) < 0)
                .limit(slice.rows())
                .toList());
    }

    /** Fails with a 404 problem if there is no such backup. */
    Uni<Backup> find(UUID id) {
        return reading(() -> all().stream()
                .filter(backup -> backup.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("backup")));
    }

    /** Creates one, as {@link BackupQueue#start} does. */
    Uni<Backup> start(AuditContext trail) {
        return runner.start(trail);
    }

    /** Verifies one, as {@link BackupQueue#verify} does. Fails with a 404 problem if there is no such file. */
    Uni<Backup> verify(UUID id, AuditContext trail) {
        return reading(() -> directory.list().stream()
                        .filter(manifest -> manifest.id().equals(id.toString()))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("backup")))
                .flatMap(manifest -> runner.verify(manifest, trail));
    }

    @PreDestroy
    void close() {
        readers.close();
    }

    private <T> Uni<T> reading(Callable<T> job) {
        return readers.run(job).onFailure(BackupException.class).transform(BackupProblems::of);
    }

    /** Newest first. One that is in the directory already may still be running: then its state is running. */
    private List<Backup> all() throws BackupException {
        List<Backup> all = new ArrayList<>();
        Stream.of(
                        runner.running().stream(),
                        directory.list().stream().map(backup -> Backup.of(backup, copyUrl)),
                        runner.failed().stream())
                .flatMap(backups -> backups)
                .filter(backup -> all.stream().noneMatch(known -> known.id().equals(backup.id())))
                .forEach(all::add);
        all.sort(Comparator.comparing((Backup backup) -> backup.id().toString()).reversed());
        return all;
    }
}
