package org.kennwilliamson.roster.backup.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;

/**
 * A published archive, in whatever directory.
 *
 * @param manifest what it must be; empty if there is none
 * @param readers identities that open it; none if it isn't encrypted
 */
public record BackupArchive(
        Path path, Optional<Manifest> manifest, boolean encrypted, List<RecipientStanzaReader> readers) {

    private static final String PLAIN = ".dump";

    /** One that its manifest describes. */
    public static BackupArchive of(Path path, Manifest manifest, List<RecipientStanzaReader> readers) {
        return new BackupArchive(
                path, Optional.of(manifest), manifest.encryption().equals("age"), readers);
    }

    /**
     * Looks for the manifest beside a file that an operator has named; no identity opens it yet.
     *
     * @param given the archive, or its manifest
     */
    public static BackupArchive find(Path given) throws BackupException {
        requireThere(given);
        Path beside = BackupName.manifestBeside(given);
        if (!Files.exists(beside)) {
            throw new BackupException(
                    FailureReason.PROOF,
                    given
                            + " has no manifest beside it, which says what must be in it; --no-manifest takes it as it is");
        }
        Manifest manifest = ManifestFile.read(beside);
        return of(given.equals(beside) ? given.resolveSibling(manifest.file()) : given, manifest, List.of());
    }

    /** Takes a file as it is, without a manifest; no identity opens it yet. */
    public static BackupArchive unknown(Path given) throws BackupException {
        requireThere(given);
        return new BackupArchive(given, Optional.empty(), !given.toString().endsWith(PLAIN), List.of());
    }

    public BackupArchive openedBy(List<RecipientStanzaReader> keys) {
        return new BackupArchive(path, manifest, encrypted, keys);
    }

    /** What it takes to restore all of it, as far as that is known. */
    public Requirements requirements() {
        return manifest.map(Manifest::requirements).orElse(Requirements.UNKNOWN);
    }

    public ArchiveReader open() throws BackupException {
        return ArchiveReader.open(path, encrypted, readers);
    }

    private static void requireThere(Path given) throws BackupException {
        if (!Files.isRegularFile(given)) {
            throw new BackupException(FailureReason.FOLDER, given + " is not a file, or can't be accessed");
        }
    }
}
