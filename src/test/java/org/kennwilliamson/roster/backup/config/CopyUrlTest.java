package org.kennwilliamson.roster.backup.config;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What names a place for copies. */
class CopyUrlTest {

    @Test
    void aSlashAtItsEndMakesNoOtherPlace() {
        assertThat(new CopyUrl("file:///mnt/a%20b/")).isEqualTo(new CopyUrl("file:///mnt/a%20b"));
        assertThat(new CopyUrl("file:///mnt/a%20b//").directory()).isEqualTo(Path.of("/mnt/a b"));
    }
}
