package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The classes of the packaged program as its JVM maps them: each of some hundred starts needs a quarter less CPU, if the
 * package is an {@code aot-jar}, as in {@code bin/test}. In any other the classes of the JVM alone are archived.
 */
final class ClassArchive {

    private static final Path FILE = Path.of("target", "roster.jsa").toAbsolutePath();
    private static final Path LOCK = Path.of("target", "roster.jsa.lock");

    private ClassArchive() {}

    /** Made by a first start if there is none of this package; the JVMs that run tests take turns. */
    static synchronized Path of(Path jar) throws IOException {
        try (FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(FILE) || Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                record(jar);
            }
        }
        return FILE;
    }

    private static void record(Path jar) throws IOException {
        Path made = Path.of(FILE + ".new");
        Files.deleteIfExists(made);
        try (RosterProcess first = RosterProcess.start(
                RosterProcess.java(jar, "-XX:ArchiveClassesAtExit=" + made),
                TestDatabase.fresh().environment())) {
            first.ready();
            first.terminate();
            first.exitCode();
        }
        Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
