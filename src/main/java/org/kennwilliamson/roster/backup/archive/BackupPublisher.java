package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How files become a backup, and cease to be one, so that a kill in the middle leaves no partial backup: a partial
 * manifest says that what bears its name without a manifest is nothing. The caller must have the directory's lock.
 */
public final class BackupPublisher {

    private final BackupDirectory directory;

    /** @param directory that it writes into */
    public BackupPublisher(BackupDirectory directory) {
        this.directory = directory;
    }

    /** Publishes a finished archive: the file, then its manifest. The name must be free. */
    public void publish(Path archive, Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        Path partial = partial(name);
        try {
            DurableFiles.write(partial, ManifestFile.write(manifest));
            DurableFiles.rename(archive, directory.resolve(manifest.file()));
            DurableFiles.rename(partial, directory.resolve(name.manifest()));
        } catch (IOException e) {
            Files.deleteIfExists(directory.resolve(name.manifest()));
            Files.deleteIfExists(directory.resolve(manifest.file()));
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    /** Writes what is known by now into a backup's manifest. */
    public void update(Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        Path partial = partial(name);
        try {
            DurableFiles.write(partial, ManifestFile.write(manifest));
            DurableFiles.rename(partial, directory.resolve(name.manifest()));
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Removes a backup. */
    public void remove(Manifest manifest) throws IOException {
        BackupName name = BackupName.of(manifest);
        DurableFiles.rename(directory.resolve(name.manifest()), partial(name));
        Files.deleteIfExists(directory.resolve(manifest.file()));
        DurableFiles.sync(directory.path());
        Files.deleteIfExists(partial(name));
    }

    /** Removes what killed runs left behind. */
    public void sweep() throws IOException, BackupException {
        for (String partial : directory.partials()) {
            sweep(partial);
        }
    }

    private void sweep(String partial) throws IOException {
        BackupName name = BackupName.ofPartial(partial);
        if (partial.equals(BackupName.partial(name.manifest())) && !Files.exists(directory.resolve(name.manifest()))) {
            Files.deleteIfExists(directory.resolve(name.archive(true)));
            Files.deleteIfExists(directory.resolve(name.archive(false)));
            DurableFiles.sync(directory.path());
        }
        Files.deleteIfExists(directory.resolve(partial));
    }

    private Path partial(BackupName name) {
        return directory.resolve(BackupName.partial(name.manifest()));
    }
}
