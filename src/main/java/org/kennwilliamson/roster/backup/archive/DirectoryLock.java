package org.kennwilliamson.roster.backup.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a folder against all other processes of this machine, and all other threads; ends with its process. */
public final class DirectoryLock implements Closeable {

    private static final String LOCK = ".lock";

    /** Asked first: a process that closes a file a second time loses every lock that it has on it. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel file;

    private DirectoryLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /** @throws BackupException BUSY where somebody else holds it */
    public static DirectoryLock on(Path folder) throws IOException, BackupException {
        Path real = folder.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw busy();
        }
        try {
            return new DirectoryLock(real, locked(real.resolve(LOCK)));
        } catch (IOException | BackupException e) {
            HELD_HERE.remove(real);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            HELD_HERE.remove(folder);
        }
    }

    private static FileChannel locked(Path lock) throws IOException, BackupException {
        FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process under another path.
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw busy();
    }

    private static BackupException busy() {
        return new BackupException(FailureReason.BUSY, "Another backup is running on this machine");
    }
}
