package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** A backup that there is on paper alone: for what is decided by a manifest. */
public final class PaperBackup {

    private PaperBackup() {}

    /** Writes the manifest of one that was proved, or failed its proof for a reason. */
    public static void in(Path folder, String database, Instant startedAt, long size, String failure)
            throws IOException {
        BackupName name = BackupName.of(database, startedAt);
        Manifest.Verification verification = failure == null
                ? Manifest.Verification.verified("restore", startedAt, new TreeMap<>())
                : Manifest.Verification.failed("restore", startedAt, failure);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                RunId.at(startedAt).toString(),
                database,
                name.dump(true),
                startedAt,
                startedAt.plusSeconds(1),
                size,
                "",
                "age",
                List.of(),
                new Manifest.Versions("", "", "", ""),
                new TreeMap<>(),
                List.of(),
                verification);
        Files.write(folder.resolve(name.manifest()), ManifestFile.write(manifest));
    }
}
