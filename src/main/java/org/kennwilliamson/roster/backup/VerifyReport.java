package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.audit.CommandAudit;
import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** Verifies published backups for the operator: a line for each, with what is wrong with it. */
public final class VerifyReport {

    private final BackupDirectory directory;
    private final BackupVerifier verifier;
    private final CommandAudit audit;
    private final PrintWriter out;

    public VerifyReport(BackupSettings settings, BackupDirectory directory, CommandAudit audit, PrintWriter out) {
        this.directory = directory;
        this.verifier = new BackupVerifier(settings, directory, Clock.systemUTC());
        this.audit = audit;
        this.out = out;
    }

    /** Where the identity is, there may be no database. To verify a file needs none: nothing connects to this one. */
    static BackupSettings withoutADatabase(Variables variables) {
        return BackupSettings.from(
                variables.isSet(Setting.DATABASE_URL)
                        ? variables
                        : variables.with(Setting.DATABASE_URL, "postgresql://nobody@localhost/none"));
    }

    /**
     * Verifies one backup, or all of them.
     *
     * @param file null for all
     * @param identity file that opens them; null to verify hash and manifest alone
     * @return how many are damaged
     */
    public int verify(Path file, Path identity) throws BackupException {
        List<RecipientStanzaReader> readers = identity == null ? List.of() : AgeIdentity.readers(identity);
        BackupDirectory.Contents contents = file == null
                ? directory.contents()
                : new BackupDirectory.Contents(List.of(directory.of(file)), List.of());
        if (contents.backups().isEmpty() && contents.faults().isEmpty()) {
            out.println("FAIL  There is no backup in " + directory.resolve("").toAbsolutePath());
            return 1;
        }
        contents.faults().forEach(fault -> out.println("FAIL  " + fault));
        int damaged = contents.faults().size();
        for (Manifest backup : contents.backups()) {
            Optional<String> fault = fault(backup, identity == null, readers);
            out.println(fault.map(what -> "FAIL  " + what).orElse("OK    " + backup.file()));
            damaged += fault.isPresent() ? 1 : 0;
            note(backup, fault);
        }
        return damaged;
    }

    /** A file that can't be read at the moment, or is for another identity, isn't refuted by that. */
    private void note(Manifest backup, Optional<String> fault) {
        Map<String, Object> found = BackupAudit.described(backup);
        if (fault.isEmpty()) {
            audit.write(BackupAudit.READ_BACK, "backup:" + backup.id(), found);
        } else if (isAltered(backup)) {
            found.put("reason", fault.get());
            audit.write(BackupAudit.REFUTED, "backup:" + backup.id(), found);
        }
    }

    private boolean isAltered(Manifest backup) {
        try {
            directory.requireHash(backup, Progress.NONE);
            return false;
        } catch (BackupException e) {
            return e.reason() == FailureReason.PROOF;
        }
    }

    private Optional<String> fault(Manifest backup, boolean hashAlone, List<RecipientStanzaReader> readers)
            throws BackupException {
        try {
            if (hashAlone) {
                directory.requireHash(backup, Progress.NONE);
            } else {
                verifier.decrypt(backup, readers, Progress.NONE);
            }
            return Optional.empty();
        } catch (BackupException e) {
            if (e.reason() == FailureReason.PROOF || e.reason() == FailureReason.FOLDER) {
                return Optional.of(e.getMessage());
            }
            throw e;
        }
    }
}
