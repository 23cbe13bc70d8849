package org.kennwilliamson.roster.restore;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.platform.cli.ProgressBar;
import org.kennwilliamson.roster.platform.cli.Terminal;

/** Restores and swaps for the operator: tells what it does, the result, and what to do next. */
final class RestoreTask {

    private final DatabaseServer server;
    private final DatabaseRestore restore;
    private final DatabaseSwap swap;
    private final RestoreAudit audit;
    private final String named;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    RestoreTask(RestoreSettings settings, PrintWriter out, PrintWriter err, boolean json) {
        this.server = new DatabaseServer(settings.database());
        this.restore = new DatabaseRestore(settings, server, Clock.systemUTC());
        this.swap = new DatabaseSwap(server, Clock.systemUTC());
        this.audit = new RestoreAudit(server);
        this.named = settings.database().database();
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Restores a file into a database that isn't live, and leaves it there. */
    void restore(BackupArchive file, Optional<String> into) throws BackupException {
        RestoreResult restored = restored(file, into);
        if (json) {
            out.println(ManifestFile.text(restored));
        } else {
            RestoreReport.next(restored.database()).forEach(out::println);
        }
    }

    /** Restores a file and puts it in the live database's place. */
    void restoreAndSwap(BackupArchive file, Optional<String> into) throws BackupException {
        String live = restore.live(file);
        requireNamed(live);
        DatabaseSwap.requireSensible(into.orElse(""), live);
        requireAlike(into.orElse(""), live);
        RestoreResult restored = restored(file, into);
        try {
            DatabaseSwap.Done done = swapped(restored.database(), live);
            restored = restored.swapped(done);
        } finally {
            if (json) {
                out.println(ManifestFile.text(restored));
            }
        }
    }

    /** A backup that is taken to another server or stage is not meant for the database of that name there. */
    private void requireNamed(String live) throws BackupException {
        if (!live.equals(named)) {
            throw new BackupException(
                    FailureReason.DATABASE,
                    "This is a backup of " + live + ", and the live database of MIGRATION_DATABASE_URL is " + named
                            + ": restore it with --into NAME, look, and run roster restore --into NAME --swap");
        }
    }

    /** Text would sort and compare otherwise from now on. */
    private void requireAlike(String into, String live) throws BackupException {
        Optional<String> difference = swap.difference(into, live);
        if (difference.isPresent()) {
            throw new BackupException(
                    FailureReason.DATABASE,
                    difference.get() + ": pass a name that is free, and it is created alike; or restore without"
                            + " --swap, and swap if you mean it");
        }
    }

    /** Puts a database that is there already in the live one's place: what was restored before, or what was aside. */
    void swap(String fresh) throws BackupException {
        String live = swap.live(fresh, named);
        Optional<String> difference = swap.difference(fresh, live);
        DatabaseSwap.Done done = swapped(fresh, live);
        difference.ifPresent(found -> warn("as they were named before: " + found));
        if (json) {
            out.println(ManifestFile.text(done));
        }
    }

    private RestoreResult restored(BackupArchive file, Optional<String> into) throws BackupException {
        RestoreReport.doubts(file).forEach(this::warn);
        ProgressBar progress = new ProgressBar(
                err, Terminal.showsErrors(), file.manifest().map(Manifest::size).orElse(0L));
        RestoreResult restored = server.observed(() -> restore.run(file, into, progress));
        progress.end();
        if (!json) {
            RestoreReport.of(restored).forEach(out::println);
        }
        audit.restored(restored).ifPresent(this::warn);
        return restored;
    }

    private DatabaseSwap.Done swapped(String fresh, String live) throws BackupException {
        DatabaseSwap.Done done = server.observed(() -> swap.run(fresh, live));
        if (!json) {
            RestoreReport.of(done).forEach(out::println);
        }
        audit.swapped(done).ifPresent(this::warn);
        return done;
    }

    private void warn(String doubt) {
        err.println("WARNING    " + doubt);
        err.flush();
    }
}
