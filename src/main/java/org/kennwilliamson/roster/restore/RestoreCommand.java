package org.kennwilliamson.roster.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.copy.FetchedBackup;
import org.kennwilliamson.roster.platform.cli.FileArgument;
import org.kennwilliamson.roster.platform.cli.FileConverter;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster restore}: needs a file, the identity that opens it, and a PostgreSQL. */
@Command(
        name = "restore",
        description = {
            "Restores a backup into a new database, and with --swap puts it in the live one's place.",
            "",
            "If the file isn't what its manifest says, nothing is restored. The live database isn't written to: --swap "
                    + "ends its connections, renames it, and prints how to go back.",
            "",
            "Connects as MIGRATION_DATABASE_URL, else as DATABASE_URL: a superuser, or a role as docs/operations.md has it.",
            ""
        },
        footer = {
            "",
            "Example: roster restore backups/NAME.dump.age --identity /media/usb/roster.key",
            "To swap what is there already, or back: roster restore --into DATABASE --swap",
            "More, also how to do it without Roster: docs/operations.md"
        })
public final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The backup, or its manifest; also a file:///… or s3://… of it.",
            converter = FileConverter.class)
    private FileArgument file;

    @Option(names = "--identity", paramLabel = "KEY", description = "The identity file that opens it.")
    private Path identity;

    @Option(names = "--into", paramLabel = "DATABASE", description = "A new name, or that of an empty database.")
    private String into;

    @Option(names = "--swap", description = "Put it in the live database's place, and keep that one aside.")
    private boolean swap;

    @Option(names = "--no-manifest", description = "Restore a file that can't be verified.")
    private boolean noManifest;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws BackupException {
        requireSense();
        run(new RestoreTask(
                RestoreSettings.from(Variables.ofProcess()),
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                json));
        return 0;
    }

    private void run(RestoreTask task) throws BackupException {
        if (file == null) {
            task.swap(into);
            return;
        }
        try (FetchedBackup fetched = FetchedBackup.open(
                file, !noManifest, Variables.ofProcess(), spec.commandLine().getErr())) {
            BackupArchive backup = opened(fetched.path());
            if (swap) {
                task.restoreAndSwap(backup, Optional.ofNullable(into));
            } else {
                task.restore(backup, Optional.ofNullable(into));
            }
        }
    }

    private BackupArchive opened(Path backup) throws BackupException {
        BackupArchive found = noManifest ? BackupArchive.unknown(backup) : BackupArchive.find(backup);
        if (!found.encrypted()) {
            return found.openedBy(List.of());
        }
        if (identity == null) {
            throw misuse(file.text() + " is encrypted: pass --identity KEY");
        }
        return found.openedBy(AgeIdentity.readers(identity));
    }

    private void requireSense() {
        if (file != null && file.here().isEmpty() && file.text().endsWith(".age") && identity == null) {
            // Before it is fetched.
            throw misuse(file.text() + " is encrypted: pass --identity KEY");
        }
        if (file == null && (into == null || !swap)) {
            throw misuse("Pass a FILE, or a database with --into and --swap");
        }
        if (into != null && (into.isBlank() || DatabaseNames.isTooLong(into))) {
            throw misuse("--into must be a name of at most 63 bytes");
        }
        if (into != null && DatabaseSwap.SERVERS_OWN.contains(into)) {
            throw misuse(into + " is the server's own: pass another name");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
