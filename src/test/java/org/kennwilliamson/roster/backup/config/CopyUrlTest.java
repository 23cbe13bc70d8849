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

    @Test
    void aBucketHasANameAndMayHaveAPrefix() {
        CopyUrl url = new CopyUrl("s3://copies/roster/production/");

        assertThat(url.isBucket()).isTrue();
        assertThat(url.bucket()).isEqualTo("copies");
        assertThat(url.prefix()).isEqualTo("roster/production/");
        assertThat(new CopyUrl("s3://copies").bucket()).isEqualTo("copies");
        assertThat(new CopyUrl("s3://copies/").prefix()).isEmpty();
    }
}
