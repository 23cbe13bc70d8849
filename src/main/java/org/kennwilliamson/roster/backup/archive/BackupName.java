package org.kennwilliamson.roster.backup.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * What the files of one backup are called: {@code <database>_backup_<yyyyMMdd_HHmmss>} in UTC, and an ending.
 *
 * @param stem the name without an ending
 */
public record BackupName(String stem) {

    static final String MANIFEST = ".json";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final String ENCRYPTED = ".dump.age";
    private static final String PLAIN = ".dump";
    private static final String PARTIAL = ".partial";

    public static BackupName of(String database, Instant time) {
        return new BackupName(prefix(database) + TIME.format(time));
    }

    public static BackupName of(Manifest manifest) {
        return new BackupName(manifest.file().replaceFirst("\\.dump(\\.age)?$", ""));
    }

    /** The path of an archive's manifest, or this file itself if it is one. */
    public static Path manifestBeside(Path file) {
        String stem = file.getFileName().toString().replaceFirst("\\.(dump(\\.age)?|json)$", "");
        return file.resolveSibling(stem + MANIFEST);
    }

    /** What all backups of a database begin with; whatever else it may have in its name is percent-encoded. */
    public static String prefix(String database) {
        return PercentEncoding.encode(database).replace("*", "%2A") + "_backup_";
    }

    /** Whether a file is the manifest of a backup of this database. */
    public static boolean isManifest(String database, String file) {
        return file.startsWith(prefix(database))
                && file.substring(prefix(database).length()).matches("\\d{8}_\\d{6}\\" + MANIFEST);
    }

    /** Whether a file is the archive or the manifest of a backup of this database. */
    public static boolean isOf(String database, String file) {
        return isPartial(database, partial(file));
    }

    public String archive(boolean encrypted) {
        return stem + (encrypted ? ENCRYPTED : PLAIN);
    }

    public String manifest() {
        return stem + MANIFEST;
    }

    /** A file that is being written: a dot-file, which nothing takes for a backup. */
    public static String partial(String file) {
        return "." + file + PARTIAL;
    }

    static boolean isPartial(String database, String file) {
        return file.startsWith("." + prefix(database))
                && file.substring(1 + prefix(database).length())
                        .matches("\\d{8}_\\d{6}\\.(dump|dump\\.age|json)\\" + PARTIAL);
    }

    /** Of the backup that a partial file was to belong to. */
    static BackupName ofPartial(String file) {
        return new BackupName(file.substring(1).replaceFirst("\\.(dump|dump\\.age|json)\\" + PARTIAL + "$", ""));
    }
}
