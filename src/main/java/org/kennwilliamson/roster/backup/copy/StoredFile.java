package org.kennwilliamson.roster.backup.copy;

import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;

/**
 * A file in a store.
 *
 * @param version another one as soon as somebody writes the file
 */
record StoredFile(long size, String version) {

    /** Of both files of a backup; empty if one of them isn't there. */
    static Optional<String> version(Manifest backup, Map<String, StoredFile> files) {
        StoredFile archive = files.get(backup.file());
        StoredFile manifest = files.get(BackupName.of(backup).manifest());
        return archive == null || manifest == null
                ? Optional.empty()
                : Optional.of(archive.version() + " " + manifest.version());
    }
}
