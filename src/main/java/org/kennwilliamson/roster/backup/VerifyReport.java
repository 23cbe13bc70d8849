package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.verify.BackupVerifier;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Reads published backups back for the operator: a line for each, with what is wrong with it. */
public final class VerifyReport {

    private final BackupDirectory folder;
    private final BackupVerifier proof;
    private final PrintWriter out;

    public VerifyReport(BackupSettings settings, BackupDirectory folder, PrintWriter out) {
        this.folder = folder;
        this.proof = new BackupVerifier(settings, folder, Clock.systemUTC());
        this.out = out;
    }

    /**
     * Verifies one backup, or all of them.
     *
     * @param file null for all
     * @param identity what opens them; null to look at hash and manifest alone
     * @return how many are damaged
     */
    public int verify(Path file, Path identity) throws BackupException {
        List<RecipientStanzaReader> readers = identity == null ? List.of() : AgeIdentity.readers(identity);
        BackupDirectory.Contents contents =
                file == null ? folder.contents() : new BackupDirectory.Contents(List.of(folder.of(file)), List.of());
        if (contents.backups().isEmpty() && contents.faults().isEmpty()) {
            out.println("FAIL  There is no backup in " + folder.resolve("").toAbsolutePath());
            return 1;
        }
        contents.faults().forEach(fault -> out.println("FAIL  " + fault));
        int damaged = contents.faults().size();
        for (Manifest backup : contents.backups()) {
            Optional<String> fault = fault(backup, identity == null, readers);
            out.println(fault.map(what -> "FAIL  " + what).orElse("OK    " + backup.file()));
            damaged += fault.isPresent() ? 1 : 0;
        }
        return damaged;
    }

    private Optional<String> fault(Manifest backup, boolean hashAlone, List<RecipientStanzaReader> readers)
            throws BackupException {
        try {
            if (hashAlone) {
                folder.requireHash(backup, Progress.NONE);
            } else {
                proof.decrypt(backup, readers, Progress.NONE);
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
