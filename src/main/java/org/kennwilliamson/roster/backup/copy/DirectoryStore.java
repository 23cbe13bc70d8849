package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.DurableFiles;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/**
 * A directory, best of another machine's disk. It isn't created: where a disk isn't mounted, the copies would fill the disk
 * that they are to be safe from.
 */
final class DirectoryStore implements CopyStore {

    private static final String PARTIAL = ".partial";
    private static final int BUFFER = 1 << 16;

    private final Path directory;

    DirectoryStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, StoredFile> list(String prefix) throws IOException {
        Map<String, StoredFile> files = new TreeMap<>();
        for (String name : names(prefix)) {
            try {
                BasicFileAttributes found = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
                files.put(
                        name,
                        new StoredFile(found.size(), found.lastModifiedTime().toString()));
            } catch (NoSuchFileException e) {
                // Somebody has removed it since.
            }
        }
        return files;
    }

    @Override
    public void put(String name, Path file, Progress progress, String phase) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            put(name, to -> {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
                while (from.read(buffer.clear()) >= 0) {
                    writeAll(buffer.flip(), to);
                    progress.at(phase, from.position());
                }
            });
        }
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        put(name, to -> writeAll(ByteBuffer.wrap(content), to));
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public void sweep(String prefix, Predicate<String> ours) throws IOException {
        for (String partial : names("." + prefix)) {
            if (partial.endsWith(PARTIAL) && ours.test(partial.substring(1, partial.length() - PARTIAL.length()))) {
                Files.deleteIfExists(directory.resolve(partial));
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open in between.
    }

    private interface Content {
        void writeTo(FileChannel file) throws IOException;
    }

    private void put(String name, Content content) throws IOException {
        Path partial = directory.resolve("." + name + PARTIAL);
        try (FileChannel to = DurableFiles.create(partial)) {
            content.writeTo(to);
            to.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        DurableFiles.rename(partial, directory.resolve(name));
    }

    private static void writeAll(ByteBuffer rest, FileChannel to) throws IOException {
        while (rest.hasRemaining()) {
            to.write(rest);
        }
    }

    private List<String> names(String prefix) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("there is no directory " + directory + ": mount its disk, or create it");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
