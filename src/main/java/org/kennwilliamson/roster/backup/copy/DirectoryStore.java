package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.DurableFile;
import org.kennwilliamson.roster.backup.archive.DurableFiles;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/**
 * A directory, best of another machine's disk. It isn't created: where a disk isn't mounted, the copies would fill the disk
 * that they are to be safe from.
 */
final class DirectoryStore implements CopyStore {

    /** Two that put a file of the same name at the same time have one each. */
    private static final String PARTIAL_NAME = ".%s.%08x.partial";

    private static final Pattern PARTIAL = Pattern.compile("\\.(.+)\\.[0-9a-f]{8}\\.partial");
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final Path originals;

    /** @param originals where what is put comes from: that is no other place, whatever it is called */
    DirectoryStore(Path directory, Path originals) {
        this.directory = directory;
        this.originals = originals;
    }

    @Override
    public Map<String, StoredFile> list(String prefix) throws IOException {
        Map<String, StoredFile> files = new TreeMap<>();
        for (String name : names(prefix)) {
            try {
                BasicFileAttributes found = Files.readAttributes(
                        directory.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                // A link may lead back to the original.
                if (found.isRegularFile()) {
                    files.put(name, new StoredFile(found.size(), found.lastModifiedTime() + "/" + found.size()));
                }
            } catch (NoSuchFileException e) {
                // Somebody has removed it since.
            }
        }
        return files;
    }

    @Override
    public void put(String name, Path file, Progress progress, String phase) throws IOException {
        try (FileChannel from = original(file)) {
            put(name, to -> {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
                while (isRead(from, buffer.clear())) {
                    to.write(buffer.flip());
                    progress.at(phase, from.position());
                }
            });
        }
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        put(name, to -> to.write(ByteBuffer.wrap(content)));
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public InputStream readBack(String name) throws IOException {
        return UncachedInput.open(directory.resolve(name));
    }

    @Override
    public void remove(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
        DurableFiles.sync(directory);
    }

    /** None: who writes there can also delete. */
    @Override
    public List<String> needlessRights(String prefix) {
        return List.of();
    }

    /** What was written partially has no name that the next try could know. */
    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public void sweep(String prefix, BiPredicate<String, Instant> abandoned) throws IOException {
        for (String partial : names("." + prefix)) {
            Matcher name = PARTIAL.matcher(partial);
            Path file = directory.resolve(partial);
            if (name.matches() && abandoned.test(name.group(1), lastWritten(file))) {
                removeIfPossible(file);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open in between.
    }

    private interface Content {
        void writeTo(DurableFile file) throws IOException;
    }

    private void put(String name, Content content) throws IOException {
        Path partial = directory.resolve(
                PARTIAL_NAME.formatted(name, ThreadLocalRandom.current().nextInt()));
        try (DurableFile to = DurableFiles.create(partial)) {
            content.writeTo(to);
            to.sync();
            DurableFiles.rename(partial, directory.resolve(name));
        } catch (IOException | RuntimeException e) {
            removeAfter(e, partial);
            throw e;
        }
    }

    private static void removeIfPossible(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // It stands in nobody's way: each has a name of its own.
        }
    }

    /** A place that is gone by now can't be tidied up, and why is known already. */
    private static void removeAfter(Exception failure, Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static FileChannel original(Path file) throws OriginalException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new OriginalException(e);
        }
    }

    private static boolean isRead(FileChannel from, ByteBuffer buffer) throws OriginalException {
        try {
            return from.read(buffer) >= 0;
        } catch (IOException e) {
            throw new OriginalException(e);
        }
    }

    private static Instant lastWritten(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            // Whoever wrote it is done.
            return Instant.MAX;
        }
    }

    private List<String> names(String prefix) throws IOException {
        requireDirectory();
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void requireDirectory() throws IOException {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new IOException(directory + " is not a directory");
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no directory " + directory + ": mount its disk, or create it", e);
        }
        if (Files.exists(originals) && Files.isSameFile(directory, originals)) {
            throw new IOException(directory + " is BACKUP_DIR itself");
        }
    }
}
