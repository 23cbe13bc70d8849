package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How files become a backup, and cease to be one, so that a kill in the middle leaves none by halves: a partial manifest
 * says that what bears its name without a manifest is nothing.
 */
final class AtomicPublisher {

    private final Path folder;

    AtomicPublisher(Path folder) {
        this.folder = folder;
    }

    /** Makes a finished dump a backup: the file, then its manifest. To be done under a name that nothing has. */
    void publish(Path dump, Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        Path partial = partial(name);
        try {
            DurableFiles.write(partial, ManifestFile.write(manifest));
            DurableFiles.rename(dump, folder.resolve(manifest.file()));
            DurableFiles.rename(partial, folder.resolve(name.manifest()));
        } catch (IOException e) {
            Files.deleteIfExists(folder.resolve(name.manifest()));
            Files.deleteIfExists(folder.resolve(manifest.file()));
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    /** Writes a backup's manifest anew. */
    void update(Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        Path partial = partial(name);
        try {
            DurableFiles.write(partial, ManifestFile.write(manifest));
            DurableFiles.rename(partial, folder.resolve(name.manifest()));
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Removes a backup. */
    void remove(Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        DurableFiles.rename(folder.resolve(name.manifest()), partial(name));
        Files.deleteIfExists(folder.resolve(manifest.file()));
        DurableFiles.sync(folder);
        Files.deleteIfExists(partial(name));
    }

    /** Removes what a run left behind that was killed. */
    void sweep(String partial) throws IOException {
        BackupName name = BackupName.ofPartial(partial);
        if (partial.equals(BackupName.partial(name.manifest())) && !Files.exists(folder.resolve(name.manifest()))) {
            Files.deleteIfExists(folder.resolve(name.dump(true)));
            Files.deleteIfExists(folder.resolve(name.dump(false)));
            DurableFiles.sync(folder);
        }
        Files.deleteIfExists(folder.resolve(partial));
    }

    private Path partial(BackupName name) {
        return folder.resolve(BackupName.partial(name.manifest()));
    }
}
