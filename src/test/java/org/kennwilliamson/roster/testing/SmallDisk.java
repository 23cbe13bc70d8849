package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file system of its own, of few MiB in memory, that a test fills or makes read-only. Needs the right to mount, as root
 * has and whoever may use {@code sudo} without a password; a test that may not is skipped.
 */
public record SmallDisk(Path folder) implements AutoCloseable {

    private static final int KIB = 1024;
    private static final int MOST_KIB = 256;

    /** Mounts one of 8 MiB at a folder that isn't there yet. */
    public static SmallDisk mount(Path folder) throws IOException {
        return mount(folder, 8);
    }

    /** As {@link #mount(Path)}, of so many MiB. */
    public static SmallDisk mount(Path folder, int mib) throws IOException {
        Files.createDirectories(folder);
        String options = "size=" + mib + "m,mode=700,uid=" + ask("id", "-u");
        boolean mounted = asRoot("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "a file system can't be mounted here");
        return new SmallDisk(folder);
    }

    /** Leaves so much room and no more. */
    public void fill(long roomInKib) throws IOException {
        clear();
        FileStore store = Files.getFileStore(folder);
        byte[] block = new byte[MOST_KIB * KIB];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            for (long room = room(store, roomInKib); room > 0; room = room(store, roomInKib)) {
                filler.write(block, 0, room > block.length ? block.length : KIB);
            }
        }
    }

    private static long room(FileStore store, long besides) throws IOException {
        return store.getUsableSpace() - besides * KIB;
    }

    /** Takes back what was filled. */
    public void clear() throws IOException {
        Files.deleteIfExists(filler());
    }

    public void readOnly() {
        assertThat(asRoot("mount", "-o", "remount,ro", folder.toString())).isTrue();
    }

    public void writable() {
        assertThat(asRoot("mount", "-o", "remount,rw", folder.toString())).isTrue();
    }

    @Override
    public void close() {
        assertThat(asRoot("umount", "--lazy", folder.toString())).isTrue();
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean asRoot(String... command) {
        List<String> sudo = ask("id", "-u").equals("0") ? List.of() : List.of("sudo", "-n");
        return Said.of(Stream.concat(sudo.stream(), Stream.of(command)).toList())
                        .code()
                == 0;
    }

    private static String ask(String... command) {
        return Said.of(List.of(command)).output();
    }

    /** What came of a command. */
    private record Said(int code, String output) {

        static Said of(List<String> command) {
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                return new Said(process.waitFor(), output);
            } catch (IOException e) {
                // No sudo, say.
                return new Said(-1, e.toString());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
