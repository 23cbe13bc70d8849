package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;

/** A backup whose dump has its size and nothing in it: for what is decided by a manifest. */
public final class PaperBackup {

    private PaperBackup() {}

    /** Writes the manifest of one that was proved, or failed its proof for a reason. */
    public static void in(Path folder, String database, Instant startedAt, long size, String failure)
            throws IOException {
        Manifest.Verification verification = failure == null
                ? Manifest.Verification.verified("restore", startedAt, new TreeMap<>())
                : Manifest.Verification.failed("restore", startedAt, failure);
        write(folder, Manifests.of(database, startedAt, size, verification));
    }

    /** Writes this manifest, and a dump of that size that takes no room. */
    public static void write(Path folder, Manifest manifest) throws IOException {
        try (RandomAccessFile dump =
                new RandomAccessFile(folder.resolve(manifest.file()).toFile(), "rw")) {
            dump.setLength(manifest.size());
        }
        Files.write(folder.resolve(BackupName.of(manifest).manifest()), ManifestFile.write(manifest));
    }
}
