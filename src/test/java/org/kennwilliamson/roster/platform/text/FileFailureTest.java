package org.kennwilliamson.roster.platform.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator reads of a file that makes trouble. */
class FileFailureTest {

    @Test
    void aFailureThatNamesItsFileAloneIsPutInWords() {
        assertThat(FileFailure.of(new AccessDeniedException("/mnt/a"))).isEqualTo("/mnt/a: no permission");
        assertThat(FileFailure.of(new NoSuchFileException("/mnt/a"))).isEqualTo("/mnt/a: no such file");
        assertThat(FileFailure.of(new FileSystemException("/mnt/a"))).isEqualTo("/mnt/a: FileSystemException");
    }

    @Test
    void whatHasWordsKeepsThem() {
        assertThat(FileFailure.of(new FileSystemException("/mnt/a", null, "Stale file handle")))
                .isEqualTo("/mnt/a: Stale file handle");
        assertThat(FileFailure.of(new IOException("Input/output\n error"))).isEqualTo("Input/output error");
    }
}
