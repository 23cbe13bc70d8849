package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.quarkus.logging.Log;

/** The folder of one database's backups. */
final class BackupFolder {

    private static final String LOCK = ".lock";

    private final Path path;
    private final String database;

    BackupFolder(Path path, String database) {
        this.path = path;
        this.database = database;
    }

    Path resolve(String file) {
        return path.resolve(file);
    }

    /** The backups that are whole, oldest first; a manifest that was tampered with is left out, and said. */
    List<Manifest> list() throws BackupException {
        return names(file -> BackupName.isManifest(database, file)).stream()
                .flatMap(file -> manifest(file).stream())
                .sorted(Comparator.comparing(Manifest::startedAt))
                .toList();
    }

    /**
     * Holds the folder until what it returns is closed, or this process ends.
     *
     * @throws BackupException BUSY where another process holds it
     */
    FileChannel lock() throws BackupException {
        try {
            Files.createDirectories(path);
            FileChannel lock = FileChannel.open(resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                throw busy();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            throw busy();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Makes a finished dump a backup: the file, then its manifest; a file alone is none. */
    void publish(Path dump, Manifest manifest, BackupName name) throws IOException {
        Path partial = resolve(BackupName.partial(name.manifest()));
        try {
            Durably.write(partial, ManifestFile.write(manifest));
            Durably.rename(dump, resolve(manifest.file()));
            Durably.rename(partial, resolve(name.manifest()));
        } catch (IOException e) {
            Files.deleteIfExists(resolve(manifest.file()));
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    /** Writes what is known by now into a backup's manifest. */
    void update(Manifest manifest, BackupName name) throws BackupException {
        try {
            Path partial = resolve(BackupName.partial(name.manifest()));
            Durably.write(partial, ManifestFile.write(manifest));
            Durably.rename(partial, resolve(name.manifest()));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Removes what runs left behind that were killed: to be called by who holds the lock. */
    void sweep() throws BackupException {
        for (String file : names(file -> BackupName.isPartial(database, file))) {
            remove(file);
        }
    }

    /** Removes a backup: its manifest first, so that what is left after a loss of power is none. */
    void remove(Manifest manifest, BackupName name) throws BackupException {
        remove(name.manifest());
        remove(manifest.file());
    }

    /** What a disk that is full, a folder that can't be written and the like are called. */
    BackupException unusable(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left")
                || String.valueOf(e.getMessage()).contains("Disk quota exceeded");
        return full
                ? new BackupException(Reason.ROOM, "The disk of " + path + " is full", e)
                : new BackupException(Reason.FOLDER, "BACKUP_DIR " + path + " can't be used: " + e, e);
    }

    private void remove(String file) throws BackupException {
        try {
            Files.deleteIfExists(resolve(file));
            Durably.sync(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Optional<Manifest> manifest(String file) {
        try {
            return Optional.of(ManifestFile.read(resolve(file)));
        } catch (BackupException e) {
            Log.warn(e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> names(Predicate<String> wanted) throws BackupException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static BackupException busy() {
        return new BackupException(Reason.BUSY, "Another backup is running on this machine");
    }
}
