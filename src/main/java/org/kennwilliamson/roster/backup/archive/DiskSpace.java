package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The free space of the disk that the backups are on. */
public final class DiskSpace {

    private DiskSpace() {}

    /** In bytes; also if the directory isn't there yet. */
    public static long left(BackupDirectory directory) throws BackupException {
        Path place = directory.path();
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            throw directory.unusable(e);
        }
    }

    /** Archives grow: the last one's size must be free at least. */
    public static void requireForOne(BackupDirectory directory, long last) throws BackupException {
        long left = left(directory);
        if (left < last) {
            throw new BackupException(
                    FailureReason.ROOM,
                    "The disk of " + directory.path() + " has " + (left >> 20) + " MiB left, and the last backup took "
                            + (last >> 20));
        }
    }

    /**
     * The next one may be bigger, and the oldest goes only when it is there.
     *
     * @param backups oldest first
     */
    public static void requireForTwo(BackupDirectory directory, List<Manifest> backups) throws BackupException {
        long last = backups.isEmpty() ? 0 : backups.get(backups.size() - 1).size();
        long left = left(directory);
        if (left < 2 * last) {
            throw new BackupException(
                    FailureReason.ROOM,
                    "The disk of " + directory.path() + " has " + (left >> 20)
                            + " MiB left, less than twice the last backup's " + (last >> 20));
        }
    }
}
