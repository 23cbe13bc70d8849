package org.kennwilliamson.roster.backup.archive;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import org.kennwilliamson.roster.platform.text.UuidV7;

/** Manifests of backups that nobody made, for what is decided by them alone. */
public final class Manifests {

    private Manifests() {}

    public static Manifest of(Instant startedAt, long size, Manifest.Verification verification) {
        return of("roster", startedAt, size, verification);
    }

    public static Manifest of(String database, Instant startedAt, long size, Manifest.Verification verification) {
        return of(database, startedAt, size, "", verification);
    }

    /** Of a file that has this digest. */
    public static Manifest of(
            String database, Instant startedAt, long size, String sha256, Manifest.Verification verification) {
        return new Manifest(
                Manifest.FORMAT,
                UuidV7.at(startedAt).toString(),
                database,
                BackupName.of(database, startedAt).archive(true),
                startedAt,
                startedAt.plusSeconds(1),
                size,
                sha256,
                "age",
                List.of(),
                new Manifest.Versions("", "", "", ""),
                new TreeMap<>(),
                List.of(),
                Requirements.UNKNOWN,
                verification,
                CopyState.NONE);
    }
}
