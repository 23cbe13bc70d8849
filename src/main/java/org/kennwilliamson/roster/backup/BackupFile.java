package org.kennwilliamson.roster.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;

/**
 * A published dump, wherever it lies.
 *
 * @param manifest what it must be; empty where nobody knows
 * @param readers what opens it; nothing where it isn't encrypted
 */
record BackupFile(Path path, Optional<Manifest> manifest, boolean encrypted, List<RecipientStanzaReader> readers) {

    private static final String PLAIN = ".dump";

    /** One that its manifest describes. */
    static BackupFile of(Path path, Manifest manifest, List<RecipientStanzaReader> readers) {
        return new BackupFile(path, Optional.of(manifest), manifest.encryption().equals("age"), readers);
    }

    /**
     * Looks for the manifest beside a file that an operator has named, closed so far.
     *
     * @param given the dump, or its manifest
     */
    static BackupFile find(Path given) throws BackupException {
        requireThere(given);
        Path beside = BackupName.manifestBeside(given);
        if (!Files.exists(beside)) {
            throw new BackupException(
                    Reason.PROOF,
                    given
                            + " has no manifest beside it, which says what must be in it; --no-manifest takes it as it is");
        }
        Manifest manifest = ManifestFile.read(beside);
        return of(given.equals(beside) ? given.resolveSibling(manifest.file()) : given, manifest, List.of());
    }

    /** Takes a file as it is, whatever may lie beside it, closed so far. */
    static BackupFile unknown(Path given) throws BackupException {
        requireThere(given);
        return new BackupFile(given, Optional.empty(), !given.toString().endsWith(PLAIN), List.of());
    }

    BackupFile openedBy(List<RecipientStanzaReader> keys) {
        return new BackupFile(path, manifest, encrypted, keys);
    }

    OpenedDump open() throws BackupException {
        return OpenedDump.open(path, encrypted, readers);
    }

    private static void requireThere(Path given) throws BackupException {
        if (!Files.isRegularFile(given)) {
            throw new BackupException(Reason.FOLDER, given + " is no file, or not to be seen");
        }
    }
}
