package org.kennwilliamson.roster.backup.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * The copies of one database's backups in another place. The archive is put there and read back; only if that is what its
 * manifest says, the manifest is put there, too. So half a copy has no manifest, and one that has was read back.
 */
public final class BackupCopies implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final CopyUrl url;
    private final CopyStore store;
    private final CopyPlace place;
    private final BackupDirectory directory;
    private final String database;
    private final Clock clock;

    /** @param directory where the originals are */
    public BackupCopies(CopyUrl url, BackupDirectory directory, String database, Clock clock) {
        this.url = url;
        this.store = url.isBucket() ? new S3Store(url) : new DirectoryStore(url.directory(), directory.path());
        this.place = new CopyPlace(url, store, directory, BackupName.prefix(database));
        this.directory = directory;
        this.database = database;
        this.clock = clock;
    }

    /** Copies, oldest first, and what isn't one though it looks like it. */
    public BackupDirectory.Contents contents() throws BackupException {
        return place.using(() -> {
            Map<String, StoredFile> files = place.files();
            List<Manifest> copies = new ArrayList<>();
            List<String> faults = new ArrayList<>();
            for (String file : files.keySet()) {
                if (BackupName.isManifest(database, file)) {
                    try {
                        copies.add(requireWhole(place.manifest(file), files));
                    } catch (BackupException e) {
                        faults.add(e.getMessage());
                    } catch (IOException e) {
                        faults.add(place.unreadable(e).getMessage());
                    }
                }
            }
            copies.sort(Comparator.comparing(Manifest::startedAt));
            return new BackupDirectory.Contents(List.copyOf(copies), List.copyOf(faults));
        });
    }

    /** The rights that Roster's key to the place has and doesn't need; nothing changes by asking. */
    public List<String> needlessRights() throws BackupException {
        return place.using(() -> store.needlessRights(BackupName.prefix(database)));
    }

    /** Those of these backups whose copy isn't there as it was read back. */
    public List<Manifest> missing(List<Manifest> backups) throws BackupException {
        return place.using(() -> {
            Map<String, StoredFile> files = place.files();
            return backups.stream()
                    .filter(backup -> !backup.copy().isGoodAt(url.text())
                            || !StoredFile.version(backup, files)
                                    .equals(Optional.of(backup.copy().version())))
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
        return place.using(() -> {
            sweep();
            place.requireNoOther(backup);
            // One that was killed before it put the manifest has left the archive.
            StoredFile read = place.files().get(backup.file());
            if (read == null || read.size() != backup.size() || !isSame(backup, progress)) {
                // If there was one, it was of something else.
                store.remove(BackupName.of(backup).manifest());
                store.put(backup.file(), directory.resolve(backup.file()), progress, "copying");
                read = place.files().get(backup.file());
                requireSame(backup, progress);
            }
            // That took a while.
            place.requireNoOther(backup);
            requireUntouched(backup, read);
            putManifest(backup);
            return CopyState.good(url.text(), clock.instant(), untouched(backup, read));
        });
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** What is to be called as a backup here is its, and is gone on with if that can be; another server's may be under way. */
    private void sweep() throws IOException {
        Instant old = clock.instant().minus(ABANDONED);
        store.sweep(
                BackupName.prefix(database),
                (file, written) -> BackupName.isOf(database, file)
                        && (written.isBefore(old) || !store.resumes() && Files.exists(directory.resolve(file))));
    }

    /** The version, if what is there is what was read: another server may have the same place, or somebody tidies up. */
    private String untouched(Manifest backup, StoredFile read) throws IOException, BackupException {
        requireUntouched(backup, read);
        return StoredFile.version(backup, place.files()).orElseThrow(() -> touched(backup));
    }

    private void requireUntouched(Manifest backup, StoredFile read) throws IOException, BackupException {
        if (read == null || !read.equals(place.files().get(backup.file()))) {
            throw touched(backup);
        }
    }

    private BackupException touched(Manifest backup) {
        return place.failure("had " + backup.file() + " written or removed by somebody meanwhile", null);
    }

    private Manifest requireWhole(Manifest copy, Map<String, StoredFile> files) throws BackupException {
        StoredFile archive = files.get(copy.file());
        if (archive == null) {
            throw place.failure("has no " + copy.file() + ", and its manifest alone is not a backup", null);
        }
        if (archive.size() != copy.size()) {
            throw place.failure(
                    "has " + copy.file() + " with " + archive.size() + " bytes instead of " + copy.size()
                            + ": it is not a backup",
                    null);
        }
        return copy;
    }

    private void requireSame(Manifest backup, Progress progress) throws IOException, BackupException {
        if (!isSame(backup, progress)) {
            // If the original isn't the one any more, it is to blame.
            directory.requireHash(backup, Progress.NONE);
            throw place.failure("gave back something else than was put there: " + backup.file(), null);
        }
    }

    private boolean isSame(Manifest backup, Progress progress) throws IOException {
        MessageDigest digest = Sha256.sha256();
        long size = 0;
        try (InputStream content = store.readBack(backup.file())) {
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
        try (InputStream content = store.readBack(file)) {
            if (!Arrays.equals(content.readAllBytes(), manifest)) {
                throw place.failure("gave back something else than was put there: " + file, null);
            }
        }
    }
}
