package org.kennwilliamson.roster.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Who may read a file or a directory, if the file system has permissions. */
final class FileModes {

    private static final Set<PosixFilePermission> ALL = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private static final Set<PosixFilePermission> GROUP =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

    private FileModes() {}

    /** Whether everybody on this machine has a permission on it. */
    static boolean isOpenToAll(Path file) {
        return of(file).stream().anyMatch(ALL::contains);
    }

    /** Whether anybody but its owner can read or write it. */
    static boolean isOpenToOthers(Path file) {
        return isOpenToAll(file) || of(file).stream().anyMatch(GROUP::contains);
    }

    /** As {@code ls} writes it. */
    static String text(Path file) {
        return PosixFilePermissions.toString(of(file));
    }

    private static Set<PosixFilePermission> of(Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
