package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.archive.Manifests;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.text.Sha256;

/** A directory of files that are as good as backups to whoever copies them. */
final class Originals {

    static final int SIZE = 300_000;

    private final Path here;

    Originals(Path here) {
        this.here = here;
    }

    BackupCopies at(Path place) {
        return at(new CopyUrl(url(place)));
    }

    BackupCopies at(CopyUrl place) {
        return new BackupCopies(place, new BackupDirectory(here, "roster"), "roster", Clock.systemUTC());
    }

    static String url(Path place) {
        return "file://" + place.toString().replace(" ", "%20");
    }

    Manifest backup(Instant time) throws IOException {
        return backup(time, SIZE);
    }

    Manifest backup(Instant time, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(time.getEpochSecond()).nextBytes(content);
        String digest = HexFormat.of().formatHex(Sha256.sha256().digest(content));
        Manifest made =
                Manifests.of("roster", time, size, digest, Manifest.Verification.verified("restore", time, Map.of()));
        Files.write(here.resolve(made.file()), content);
        Files.write(here.resolve(BackupName.of(made).manifest()), ManifestFile.write(made));
        return made;
    }

    static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
