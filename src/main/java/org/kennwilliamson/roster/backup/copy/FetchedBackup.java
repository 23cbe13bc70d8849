package org.kennwilliamson.roster.backup.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.DiskSpace;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.platform.cli.FileArgument;
import org.kennwilliamson.roster.platform.cli.ProgressBar;
import org.kennwilliamson.roster.platform.cli.Terminal;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.FileFailure;

/**
 * A backup that an operator names, as files of this machine. One that lies in a bucket is fetched into a directory of its
 * own in {@code BACKUP_DIR}, whose disk is made for backups, and is removed in the end. Whoever uses it compares it with its
 * manifest, as any other.
 */
public final class FetchedBackup implements Closeable {

    private static final String DIRECTORY = ".fetched-";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final List<Path> own;

    /** @param own what is removed in the end, in this order */
    private FetchedBackup(Path path, List<Path> own) {
        this.path = path;
        this.own = own;
    }

    /**
     * Fetches it, if it lies in a bucket.
     *
     * @param manifest whether its manifest is needed, too
     * @param err where to tell how far that is
     */
    public static FetchedBackup open(FileArgument file, boolean manifest, Variables variables, PrintWriter err)
            throws BackupException {
        if (file.here().isPresent()) {
            return new FetchedBackup(file.here().get(), List.of());
        }
        int slash = file.text().lastIndexOf('/');
        CopyUrl url = CopyUrl.of(file.text().substring(0, slash), variables);
        Path directory = variables
                .path(Setting.BACKUP_DIR)
                .orElseThrow()
                .toAbsolutePath()
                .normalize();
        try (S3Store store = new S3Store(url)) {
            return new Fetch(store, url, new BackupDirectory(directory, ""), err)
                    .run(file.text().substring(slash + 1), manifest);
        } catch (IOException e) {
            throw new BackupException(FailureReason.COPY, file.text() + " can't be fetched: " + FileFailure.of(e), e);
        }
    }

    /** The archive, or its manifest: whichever was named. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        for (Path file : own) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The next one that is fetched removes it.
            }
        }
    }

    private record Fetch(S3Store store, CopyUrl url, BackupDirectory backups, PrintWriter err) {

        private FetchedBackup run(String name, boolean manifest) throws IOException, BackupException {
            String described = BackupName.manifestBeside(Path.of(name)).toString();
            Map<String, StoredFile> files = store.list(described.replaceFirst("json$", ""));
            String archive = name.equals(described) ? described(require(files, name)) : name;
            long size = files.get(require(files, archive)).size();
            requireRoom(archive, size);
            Path directory = directory();
            FetchedBackup fetched = new FetchedBackup(
                    directory.resolve(name),
                    List.of(directory.resolve(archive), directory.resolve(described), directory));
            try {
                // If there is none, whoever needs it says so.
                if (manifest && files.containsKey(described)) {
                    fetch(described, directory, Progress.NONE);
                }
                ProgressBar progress = new ProgressBar(err, Terminal.showsErrors(), size);
                fetch(archive, directory, progress);
                progress.end();
                return fetched;
            } catch (IOException | RuntimeException e) {
                fetched.close();
                throw e;
            }
        }

        private String require(Map<String, StoredFile> files, String name) throws BackupException {
            if (!files.containsKey(name)) {
                throw new BackupException(FailureReason.COPY, url.text() + " has no " + name);
            }
            return name;
        }

        /** The archive that a manifest describes. */
        private String described(String manifest) throws IOException, BackupException {
            try (InputStream content = store.read(manifest)) {
                return ManifestFile.read(url.text() + "/" + manifest, content).file();
            }
        }

        private void requireRoom(String archive, long size) throws BackupException {
            long left = DiskSpace.left(backups);
            if (left < size) {
                throw new BackupException(
                        FailureReason.ROOM,
                        "The disk of " + backups.path() + " has " + (left >> 20) + " MiB left, and " + archive + " has "
                                + (size >> 20));
            }
        }

        private Path directory() throws BackupException {
            try {
                Files.createDirectories(backups.path());
                sweep();
                Path directory = Files.createTempDirectory(backups.path(), DIRECTORY);
                directory.toFile().deleteOnExit();
                return directory;
            } catch (UncheckedIOException e) {
                throw backups.unusable(e.getCause());
            } catch (IOException e) {
                throw backups.unusable(e);
            }
        }

        /** What others left that were killed. */
        private void sweep() throws IOException {
            try (Stream<Path> found = Files.list(backups.path())) {
                for (Path directory : found.filter(
                                file -> file.getFileName().toString().startsWith(DIRECTORY))
                        .toList()) {
                    if (Files.getLastModifiedTime(directory)
                            .toInstant()
                            .isBefore(Instant.now().minus(ABANDONED))) {
                        remove(directory);
                    }
                }
            }
        }

        private static void remove(Path directory) throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        }

        private void fetch(String name, Path directory, Progress progress) throws IOException {
            Path file = directory.resolve(name);
            // Also where a signal ends the program: first the files, then their directory.
            file.toFile().deleteOnExit();
            try (InputStream from = store.read(name);
                    OutputStream to = Files.newOutputStream(file)) {
                byte[] buffer = new byte[BUFFER];
                long done = 0;
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    to.write(buffer, 0, count);
                    done += count;
                    progress.at("fetching", done);
                }
            }
        }
    }
}
