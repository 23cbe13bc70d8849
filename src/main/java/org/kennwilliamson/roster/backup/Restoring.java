package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;

import org.kennwilliamson.roster.platform.cli.ProgressBar;
import org.kennwilliamson.roster.platform.cli.Terminal;

/** Restores and swaps for the operator: says what it does, what came of it, and what to do next. */
final class Restoring {

    private final Restore restore;
    private final Swap swap;
    private final RestoreTrail trail;
    private final String named;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    Restoring(RestoreSettings settings, PrintWriter out, PrintWriter err, boolean json) {
        Server server = new Server(settings.database());
        this.restore = new Restore(settings, server, Clock.systemUTC());
        this.swap = new Swap(server, Clock.systemUTC());
        this.trail = new RestoreTrail(server);
        this.named = settings.database().database();
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Restores a file into a database that isn't live, and leaves it there. */
    void restore(BackupFile file, Optional<String> into) throws BackupException {
        Restored restored = restored(file, into);
        if (json) {
            out.println(ManifestFile.text(restored));
        } else {
            RestoreReport.next(restored.database()).forEach(out::println);
        }
    }

    /** Restores a file and puts it in the live database's place. */
    void restoreAndSwap(BackupFile file, Optional<String> into) throws BackupException {
        String live = restore.live(file);
        requireNamed(live);
        Swap.requireSensible(into.orElse(""), live);
        Restored restored = restored(file, into);
        try {
            Swap.Done done = swapped(restored.database(), live);
            restored = restored.swapped(done);
        } finally {
            if (json) {
                out.println(ManifestFile.text(restored));
            }
        }
    }

    /** Whoever takes one database's backup to another server or stage doesn't mean the one of that name there. */
    private void requireNamed(String live) throws BackupException {
        if (!live.equals(named)) {
            throw new BackupException(
                    Reason.DATABASE,
                    "This is a backup of " + live + ", and the live database of MIGRATION_DATABASE_URL is " + named
                            + ": restore it with --into NAME, look, and say roster restore --into NAME --swap");
        }
    }

    /** Puts a database that is there already in the live one's place: what was restored before, or what was aside. */
    void swap(String fresh) throws BackupException {
        Swap.Done done = swapped(fresh, swap.live(fresh, named));
        if (json) {
            out.println(ManifestFile.text(done));
        }
    }

    private Restored restored(BackupFile file, Optional<String> into) throws BackupException {
        RestoreReport.doubts(file).forEach(this::warn);
        ProgressBar progress = new ProgressBar(
                err, Terminal.showsErrors(), file.manifest().map(Manifest::size).orElse(0L));
        Restored restored = restore.run(file, into, progress);
        progress.end();
        if (!json) {
            RestoreReport.of(restored).forEach(out::println);
        }
        trail.restored(restored).ifPresent(this::warn);
        return restored;
    }

    private Swap.Done swapped(String fresh, String live) throws BackupException {
        Swap.Done done = swap.run(fresh, live);
        if (!json) {
            RestoreReport.of(done).forEach(out::println);
        }
        trail.swapped(done).ifPresent(this::warn);
        return done;
    }

    private void warn(String doubt) {
        err.println("WARNING    " + doubt);
        err.flush();
    }
}
