package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the server's files need of the file system. */
final class Folders {
    private Folders() {}

    /** Creates the directory, for this user alone; throws if it is another user's or can't be written. */
    static Path own(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute.getParent());
            Files.createDirectory(
                    absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        String me = new Command(List.of("id", "-u")).run();
        if (!Files.getAttribute(absolute, "unix:uid").toString().equals(me)) {
            throw new EmbeddedServerException(
                    "%s belongs to the user %s: run as that user, or name another directory (EMBEDDED_DIR)"
                            .formatted(absolute, Files.getOwner(absolute).getName()));
        }
        return absolute;
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
