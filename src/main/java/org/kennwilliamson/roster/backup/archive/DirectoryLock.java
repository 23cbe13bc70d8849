package org.kennwilliamson.roster.backup.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Locks a directory against all other processes of this machine, and all other threads; ends with its process. */
public final class DirectoryLock implements Closeable {

    private static final String LOCK = ".lock";

    /** For a directory that isn't there yet. */
    private static final FileAttribute<?> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Asked first: a process that closes a file a second time loses every lock that it has on it. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel file;

    private DirectoryLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /** What is done under the lock. */
    public interface LockedTask<T> {
        T run() throws BackupException, IOException;
    }

    /**
     * Creates the directory if it isn't there, and locks it while the task runs.
     *
     * @throws BackupException BUSY if somebody else has the lock; what the directory calls an IOException of the task
     */
    public static <T> T whileLocked(BackupDirectory directory, LockedTask<T> task) throws BackupException {
        try {
            Files.createDirectories(directory.path(), OWN);
            DirectoryLock lock = on(directory.path());
            try {
                return task.run();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw directory.unusable(e);
        }
    }

    /** @throws BackupException BUSY if somebody else has the lock */
    public static DirectoryLock on(Path directory) throws IOException, BackupException {
        Path real = directory.toRealPath();
        if (!LOCKED_HERE.add(real)) {
            throw busy();
        }
        try {
            return new DirectoryLock(real, locked(real.resolve(LOCK)));
        } catch (IOException | BackupException e) {
            LOCKED_HERE.remove(real);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            LOCKED_HERE.remove(directory);
        }
    }

    private static FileChannel locked(Path lock) throws IOException, BackupException {
        FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Locked by this process under another path.
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
