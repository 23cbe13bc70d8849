package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.text.FileFailure;

/** A store and what lies in it, with messages that name it. */
final class CopyPlace {

    private final CopyUrl url;
    private final CopyStore store;
    private final BackupDirectory originals;
    private final String prefix;

    /** Why the place can't be used: it isn't asked again for each backup. */
    private BackupException away;

    /** @param prefix of the names of what is looked at */
    CopyPlace(CopyUrl url, CopyStore store, BackupDirectory originals, String prefix) {
        this.url = url;
        this.store = store;
        this.originals = originals;
        this.prefix = prefix;
    }

    interface StoreTask<T> {
        T run() throws IOException, BackupException;
    }

    /** Says of whatever fails what it was. */
    <T> T using(StoreTask<T> task) throws BackupException {
        if (away != null) {
            throw away;
        }
        try {
            return task.run();
        } catch (OriginalException e) {
            throw originals.unusable(e.failure());
        } catch (IOException e) {
            throw fault(e);
        } catch (UncheckedIOException e) {
            throw fault(e.getCause());
        }
    }

    /** One file may be broken while others are not; where a disk is full, each would be written to no avail. */
    private BackupException fault(IOException e) {
        BackupException fault = unreadable(e);
        if (BackupDirectory.isFull(e)) {
            away = fault;
        }
        return fault;
    }

    BackupException unreadable(IOException e) {
        return failure("can't be used: " + FileFailure.of(e), e);
    }

    BackupException failure(String fault, Throwable cause) {
        return new BackupException(FailureReason.COPY, "BACKUP_COPY_URL " + url.text() + " " + fault, cause);
    }

    /** What is there of this database. */
    Map<String, StoredFile> files() throws IOException {
        try {
            return store.list(prefix);
        } catch (IOException e) {
            away = unreadable(e);
            throw e;
        }
    }

    /** What a manifest there says. */
    Manifest manifest(String file) throws IOException, BackupException {
        try (InputStream content = store.read(file)) {
            Manifest manifest = ManifestFile.read(url.text() + "/" + file, content);
            if (!BackupName.of(manifest).manifest().equals(file)) {
                throw failure("has " + file + ", which describes another file, " + manifest.file(), null);
            }
            return manifest;
        }
    }

    /** Databases of the same name on two servers may have the same place. */
    void requireNoOther(Manifest backup) throws IOException, BackupException {
        String file = BackupName.of(backup).manifest();
        Optional<Manifest> there = files().containsKey(file) ? somebodys(file) : Optional.empty();
        if (there.filter(other -> !other.id().equals(backup.id())).isPresent()) {
            throw failure(
                    "has another database's backup of that name, " + backup.file()
                            + ": give each server a directory of its own",
                    null);
        }
    }

    /** A damaged one is nobody's; one that a newer Roster wrote isn't damaged. */
    private Optional<Manifest> somebodys(String file) throws IOException, BackupException {
        try {
            return Optional.of(manifest(file));
        } catch (ManifestFile.BrokenException e) {
            return Optional.empty();
        }
    }
}
