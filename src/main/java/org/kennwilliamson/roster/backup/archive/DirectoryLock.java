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
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Locks a directory against all other processes of this machine, and all other threads; ends with its process. */
public final class DirectoryLock implements Closeable {

    private static final String LOCK = ".lock";
    private static final String COPY_LOCK = ".copy.lock";

    /** Whoever notes what is known of a copy has the lock for an instant: nobody fails because of that. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final long STEP_NANOS = 50_000_000;

    /** For a directory that isn't there yet. */
    private static final FileAttribute<?> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Asked first: a process that closes a file a second time loses every lock that it has on it. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path lock;
    private final FileChannel file;

    private DirectoryLock(Path lock, FileChannel file) {
        this.lock = lock;
        this.file = file;
    }

    /** What is done under the lock, or to get it. */
    public interface LockedTask<T> {
        T run() throws BackupException, IOException;
    }

    /**
     * Creates the directory if it isn't there, and locks it while the task runs.
     *
     * @throws BackupException BUSY if somebody else has the lock; what the directory calls an IOException of the task
     */
    public static <T> T whileLocked(BackupDirectory directory, LockedTask<T> task) throws BackupException {
        return whileLocked(directory, PATIENCE, task);
    }

    /** As the other one, and waits as long for somebody else. */
    public static <T> T whileLocked(BackupDirectory directory, Duration patience, LockedTask<T> task)
            throws BackupException {
        return during(directory, () -> on(directory.path()), patience, task);
    }

    /** As {@link #whileLocked}, against others that copy alone: backups are made and removed meanwhile. */
    public static <T> T whileCopying(BackupDirectory directory, Duration patience, LockedTask<T> task)
            throws BackupException {
        return during(
                directory,
                () -> on(directory.path(), COPY_LOCK, "Backups are being copied by somebody else"),
                patience,
                task);
    }

    /** @throws BackupException BUSY if somebody else has the lock */
    public static DirectoryLock on(Path directory) throws IOException, BackupException {
        return on(directory, LOCK, "Another backup is running on this machine");
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            LOCKED_HERE.remove(lock);
        }
    }

    private static <T> T during(
            BackupDirectory directory, LockedTask<DirectoryLock> locked, Duration patience, LockedTask<T> task)
            throws BackupException {
        try {
            Files.createDirectories(directory.path(), OWN);
            DirectoryLock lock = patiently(locked, patience);
            try {
                return task.run();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw directory.unusable(e);
        }
    }

    private static DirectoryLock patiently(LockedTask<DirectoryLock> locked, Duration patience)
            throws IOException, BackupException {
        long start = System.nanoTime();
        while (true) {
            try {
                return locked.run();
            } catch (BackupException e) {
                if (System.nanoTime() - start >= patience.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
    }

    private static DirectoryLock on(Path directory, String name, String busy) throws IOException, BackupException {
        Path lock = directory.toRealPath().resolve(name);
        if (LOCKED_HERE.add(lock)) {
            try {
                FileChannel file = locked(lock);
                if (file != null) {
                    return new DirectoryLock(lock, file);
                }
                LOCKED_HERE.remove(lock);
            } catch (IOException e) {
                LOCKED_HERE.remove(lock);
                throw e;
            }
        }
        throw new BackupException(FailureReason.BUSY, busy);
    }

    /** Null if somebody else has it. */
    private static FileChannel locked(Path lock) throws IOException {
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
        return null;
    }
}
