package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files so that they survive a power cut. */
public final class DurableFiles {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private DurableFiles() {}

    /** Opens a new file that its owner alone may read; an existing one of that name is replaced. */
    public static DurableFile create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return createNew(file);
    }

    /** Writes a whole file, and has it on the disk; an existing one of that name is replaced. */
    public static void write(Path file, byte[] content) throws IOException {
        fill(create(file), content);
    }

    /** Writes a whole file that wasn't there, and has it and its name on the disk; or leaves nothing. */
    static void writeNew(Path file, byte[] content) throws IOException {
        DurableFile channel = createNew(file);
        try {
            fill(channel, content);
            sync(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static DurableFile createNew(Path file) throws IOException {
        return new DurableFile(
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE));
    }

    private static void fill(DurableFile file, byte[] content) throws IOException {
        try (file) {
            file.write(ByteBuffer.wrap(content));
            file.sync();
        }
    }

    /** Gives a file its name, in the place of one that may have it. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.getParent());
    }

    /** Has the names in a directory on the disk. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
