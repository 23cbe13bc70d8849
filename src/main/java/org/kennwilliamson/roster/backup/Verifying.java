package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Reads published backups back for the operator: a line for each, with what is wrong with it. */
final class Verifying {

    private final BackupFolder folder;
    private final Proof proof;
    private final PrintWriter out;

    Verifying(BackupSettings settings, BackupFolder folder, PrintWriter out) {
        this.folder = folder;
        this.proof = new Proof(settings, folder, Clock.systemUTC());
        this.out = out;
    }

    /**
     * Verifies one backup, or all of them.
     *
     * @param file null for all
     * @param identity what opens them; null to look at hash and manifest alone
     * @return how many are damaged
     */
    int verify(Path file, Path identity) throws BackupException {
        List<RecipientStanzaReader> readers = identity == null ? List.of() : Identity.readers(identity);
        BackupFolder.Contents contents =
                file == null ? folder.contents() : new BackupFolder.Contents(List.of(folder.of(file)), List.of());
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
            if (e.reason() == Reason.PROOF || e.reason() == Reason.FOLDER) {
                return Optional.of(e.getMessage());
            }
            throw e;
        }
    }
}
