package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.CommandAudit;
import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.copy.FetchedBackup;
import org.kennwilliamson.roster.platform.cli.BuildVersion;
import org.kennwilliamson.roster.platform.cli.FileArgument;
import org.kennwilliamson.roster.platform.cli.FileConverter;
import org.kennwilliamson.roster.platform.cli.ProgressBar;
import org.kennwilliamson.roster.platform.cli.Terminal;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.UuidV7;

/** {@code roster backup …}: creates and manages backups, with or without a running service. */
@Command(
        name = "backup",
        description = "Creates backups of the database, lists, verifies, copies and prunes them.",
        footer = {
            "",
            "The settings are the service's own variables: DATABASE_URL, BACKUP_DIR, BACKUP_RECIPIENTS, …",
            "Example: roster backup create && roster backup list"
        })
public final class BackupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: create, list, verify, copy, prune or keygen.");
    }

    @Command(
            name = "create",
            description = "Creates a backup, verifies it in a scratch database, and deletes expired ones.",
            footer = {
                "",
                "Exits 0 if it is published, verified and, if BACKUP_COPY_URL is set, copied.",
                "Example: roster backup create --json"
            })
    int create(@Option(names = "--json", description = "Print the manifest.") boolean json) throws BackupException {
        ProgressBar progress = new ProgressBar(
                err(), Terminal.showsErrors(), settings().directory().lastSize().orElse(0));
        Manifest made = made(progress);
        out().println(json ? ManifestFile.text(made) : BackupListing.line(made));
        if (!json) {
            BackupListing.notes(made).forEach(out()::println);
        }
        if (made.hasFailedVerification()) {
            err().println("roster backup create: verification failed: "
                    + made.verification().reason());
            return 1;
        }
        return made.copy().reason() == null ? 0 : 1;
    }

    @Command(
            name = "list",
            description = "Lists the backups, oldest first.",
            footer = {
                "",
                "Exits 1 if a file looks like a backup but isn't one, or if a copy is missing.",
                "Example: roster backup list --json"
            })
    int list(
            @Option(names = "--json", description = "Print the manifests.") boolean json,
            @Option(
                            names = "--copies",
                            description = "Those at BACKUP_COPY_URL; also names those that are missing there.")
                    boolean copies)
            throws BackupException {
        BackupDirectory.Contents contents = copies
                ? CopyReport.contents(settings())
                : settings().directory().contents();
        if (json) {
            out().println(ManifestFile.text(contents.backups()));
        } else {
            BackupListing.of(contents.backups()).forEach(out()::println);
        }
        contents.faults().forEach(fault -> err().println("roster backup list: " + fault));
        return contents.faults().isEmpty() ? 0 : 1;
    }

    @Command(
            name = "verify",
            description = "Verifies backups: without an identity hash and manifest, with one all that is in them.",
            footer = {"", "Example: roster backup verify --identity /media/usb/roster.key"})
    int verify(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "One backup, here or in another place; by default all that are here.",
                            converter = FileConverter.class)
                    FileArgument file,
            @Option(names = "--identity", paramLabel = "KEY", description = "An identity file that opens them.")
                    Path identity)
            throws BackupException {
        BackupSettings settings = file == null ? settings() : VerifyReport.withoutADatabase(Variables.ofProcess());
        try (CommandAudit audit = audit();
                FetchedBackup fetched =
                        file == null ? null : FetchedBackup.open(file, true, Variables.ofProcess(), err())) {
            Path path = fetched == null ? null : fetched.path();
            BackupDirectory directory =
                    path == null ? settings.directory() : settings.directory().beside(path);
            int damaged = new VerifyReport(settings, directory, audit, out()).verify(path, identity);
            return damaged == 0 ? 0 : 1;
        }
    }

    @Command(
            name = "copy",
            description = "Copies backups to BACKUP_COPY_URL and reads them back there, unless that was done.",
            footer = {"", "Exits 1 if one has no good copy then.", "Example: roster backup copy --missing"})
    int copy(
            @Parameters(arity = "0..*", paramLabel = "FILE", description = "Backups in BACKUP_DIR, or their manifests.")
                    List<Path> files,
            @Option(names = "--missing", description = "All that have no good copy.") boolean missing)
            throws BackupException {
        if (missing == (files != null && !files.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "Pass either a FILE or --missing");
        }
        BackupSettings settings = settings();
        CopyReport report = new CopyReport(settings, auditOf(settings), out());
        return (missing ? report.copyMissing() : report.copy(files)) ? 0 : 1;
    }

    @Command(
            name = "prune",
            description = "Deletes the backups that are expired.",
            footer = {"", "Example: roster backup prune --dry-run"})
    int prune(@Option(names = "--dry-run", description = "Only list them.") boolean dryRun) throws BackupException {
        job().prune(dryRun).forEach(backup -> out().println(BackupListing.line(backup)));
        return 0;
    }

    @Command(
            name = "keygen",
            description = "Writes a new identity file, which opens backups, and prints its recipient.",
            footer = {
                "",
                "Keep the file off this machine: it opens every backup, and without it no backup can be opened.",
                "Example: roster backup keygen roster.key"
            })
    int keygen(@Parameters(paramLabel = "FILE", description = "Must not exist yet.") Path file) throws BackupException {
        AgeIdentity identity = AgeIdentity.generate();
        identity.writeTo(file, Clock.systemUTC().instant());
        String recipient = identity.recipient().text();
        out().println(recipient);
        // It is best created on another machine, which has no database.
        if (Variables.ofProcess().isSet(Setting.DATABASE_URL)) {
            noteKey(recipient);
        }
        return 0;
    }

    private void noteKey(String recipient) {
        try (CommandAudit audit = audit()) {
            audit.write("backup.key-created", "recipient:" + recipient, Map.of("recipient", recipient));
        }
    }

    private Manifest made(ProgressBar progress) throws BackupException {
        try {
            return new CopyJob(settings(), auditOf(settings()), Clock.systemUTC())
                    .afterRun(job().run(UuidV7.at(Instant.now()), progress), progress);
        } finally {
            progress.end();
        }
    }

    private BackupJob job() {
        BackupSettings settings = settings();
        return new BackupJob(settings, auditOf(settings), Clock.systemUTC(), BuildVersion.text());
    }

    private BackupAudit auditOf(BackupSettings settings) {
        return new BackupAudit(settings, AuditContext.OPERATOR, err()::println);
    }

    private CommandAudit audit() {
        return new CommandAudit(Variables.ofProcess(), err()::println);
    }

    private static BackupSettings settings() {
        return BackupSettings.from(Variables.ofProcess());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
