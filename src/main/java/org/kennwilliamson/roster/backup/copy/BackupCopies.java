package org.kennwilliamson.roster.backup.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.OneLine;
import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * The copies of one database's backups in another place. The archive is put there and read back; only if that is what its
 * manifest says, the manifest is put there, too. So half a copy has no manifest, and one that has was read back.
 */
public final class BackupCopies implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final CopyUrl url;
    private final CopyStore store;
    private final BackupDirectory directory;
    private final String database;
    private final Clock clock;

    /** Why the place can't be used: it isn't asked again for each backup. */
    private BackupException away;

    /** @param directory where the originals are */
    public BackupCopies(CopyUrl url, BackupDirectory directory, String database, Clock clock) {
        this.url = url;
        this.store = new DirectoryStore(url.directory());
        this.directory = directory;
        this.database = database;
        this.clock = clock;
    }

    /** Copies, oldest first, and what isn't one though it looks like it. */
    public BackupDirectory.Contents contents() throws BackupException {
        return using(() -> {
            Map<String, StoredFile> files = files();
            List<Manifest> copies = new ArrayList<>();
            List<String> faults = new ArrayList<>();
            for (String file : files.keySet()) {
                if (BackupName.isManifest(database, file)) {
                    try {
                        copies.add(requireWhole(manifest(file), files));
                    } catch (BackupException e) {
                        faults.add(e.getMessage());
                    }
                }
            }
            copies.sort(Comparator.comparing(Manifest::startedAt));
            return new BackupDirectory.Contents(List.copyOf(copies), List.copyOf(faults));
        });
    }

    /** Those of these backups whose copy isn't there as it was read back. */
    public List<Manifest> missing(List<Manifest> backups) throws BackupException {
        return using(() -> {
            Map<String, StoredFile> files = files();
            return backups.stream()
                    .filter(backup -> !backup.copy().isGoodAt(url.text())
                            || !backup.copy().version().equals(version(backup, files)))
                    .toList();
        });
    }

    /**
     * Copies a backup.
     *
     * @return what is known of the copy, which is good
     * @throws BackupException if it isn't: nothing there takes it for one
     */
    public CopyState copy(Manifest backup, Progress progress) throws BackupException {
        return using(() -> {
            store.sweep(BackupName.prefix(database), file -> BackupName.isOf(database, file));
            requireNoOther(backup);
            // One that was killed before it put the manifest has left the archive.
            if (!isSameSize(backup) || !isSame(backup, progress)) {
                store.put(backup.file(), directory.resolve(backup.file()), progress, "copying");
                requireSame(backup, progress);
            }
            putManifest(backup);
            return CopyState.good(url.text(), clock.instant(), version(backup, files()));
        });
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private interface StoreTask<T> {
        T run() throws IOException, BackupException;
    }

    private <T> T using(StoreTask<T> task) throws BackupException {
        if (away != null) {
            throw away;
        }
        try {
            return task.run();
        } catch (IOException e) {
            away = failure("can't be used: " + OneLine.of(e), e);
            throw away;
        }
    }

    private BackupException failure(String fault, Throwable cause) {
        return new BackupException(FailureReason.COPY, "BACKUP_COPY_URL " + url.text() + " " + fault, cause);
    }

    private Map<String, StoredFile> files() throws IOException {
        return store.list(BackupName.prefix(database));
    }

    /** Of both files; null if one of them isn't there. */
    private static String version(Manifest backup, Map<String, StoredFile> files) {
        StoredFile archive = files.get(backup.file());
        StoredFile manifest = files.get(BackupName.of(backup).manifest());
        return archive == null || manifest == null ? null : archive.version() + " " + manifest.version();
    }

    private Manifest manifest(String file) throws IOException, BackupException {
        try (InputStream content = store.read(file)) {
            return ManifestFile.read(url.text() + "/" + file, content);
        }
    }

    private Manifest requireWhole(Manifest copy, Map<String, StoredFile> files) throws BackupException {
        StoredFile archive = files.get(copy.file());
        if (archive == null) {
            throw failure("has no " + copy.file() + ", and its manifest alone is not a backup", null);
        }
        if (archive.size() != copy.size()) {
            throw failure(
                    "has " + copy.file() + " with " + archive.size() + " bytes instead of " + copy.size()
                            + ": it is not a backup",
                    null);
        }
        return copy;
    }

    /** Databases of the same name on two servers may have the same place. */
    private void requireNoOther(Manifest backup) throws IOException, BackupException {
        String file = BackupName.of(backup).manifest();
        Optional<Manifest> there = files().containsKey(file) ? readable(file) : Optional.empty();
        if (there.filter(other -> !other.id().equals(backup.id())).isPresent()) {
            throw failure(
                    "has another database's backup of that name, " + backup.file()
                            + ": give each server a directory of its own",
                    null);
        }
    }

    /** A damaged one is nobody's. */
    private Optional<Manifest> readable(String file) throws IOException {
        try {
            return Optional.of(manifest(file));
        } catch (BackupException e) {
            return Optional.empty();
        }
    }

    private boolean isSameSize(Manifest backup) throws IOException {
        StoredFile archive = files().get(backup.file());
        return archive != null && archive.size() == backup.size();
    }

    private void requireSame(Manifest backup, Progress progress) throws IOException, BackupException {
        if (!isSame(backup, progress)) {
            // If the original isn't the one any more, it is to blame.
            directory.requireHash(backup, Progress.NONE);
            throw failure("gave back something else than was put there: " + backup.file(), null);
        }
    }

    private boolean isSame(Manifest backup, Progress progress) throws IOException {
        MessageDigest digest = Sha256.sha256();
        long size = 0;
        try (InputStream content = store.read(backup.file())) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
                progress.at("reading", size);
            }
        }
        return size == backup.size()
                && HexFormat.of().formatHex(digest.digest()).equals(backup.sha256());
    }

    private void putManifest(Manifest backup) throws IOException, BackupException {
        byte[] manifest = ManifestFile.write(backup.with(CopyState.NONE));
        String file = BackupName.of(backup).manifest();
        store.put(file, manifest);
        try (InputStream content = store.read(file)) {
            if (!Arrays.equals(content.readAllBytes(), manifest)) {
                throw failure("gave back something else than was put there: " + file, null);
            }
        }
    }
}
