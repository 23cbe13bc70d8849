package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are read from their disk, of every length in blocks. */
class UncachedInputTest {

    private static final int BUFFER = 1 << 20;

    /** On the disk that the build is on: that of temporary files may be memory. */
    private static final Path FILE = Path.of("target", "uncached");

    @Test
    void allOfAFileIsRead() throws IOException {
        for (int length : new int[] {0, 1, 4096, 4097, BUFFER, BUFFER + 1, 2 * BUFFER + 511}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            Files.write(FILE, content);

            try (InputStream read = UncachedInput.open(FILE)) {
                assertThat(read).isInstanceOf(UncachedInput.class);
                assertThat(read.readAllBytes()).as("of %d bytes", length).isEqualTo(content);
                assertThat(read.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void whereThatIsNotPossibleAFileIsReadAsEverywhere() throws IOException {
        Path inMemory = Path.of("/proc/version");

        try (InputStream read = UncachedInput.open(inMemory)) {
            assertThat(read).isNotInstanceOf(UncachedInput.class);
            assertThat(read.readAllBytes()).isEqualTo(Files.readAllBytes(inMemory));
        }
    }
}
