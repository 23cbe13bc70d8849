package org.kennwilliamson.roster.platform.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import org.kennwilliamson.roster.backup.archive.BackupName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How an operator may name a file. */
class FileConverterTest {

    private final FileConverter converter = new FileConverter();

    @Test
    void aPathAndAUrlOfADirectoryAreHereAndABucketIsNot() {
        assertThat(converter.convert("a/b.dump").here()).contains(Path.of("a", "b.dump"));
        assertThat(converter.convert("file:///mnt/a%20b/c.dump").here()).contains(Path.of("/mnt/a b/c.dump"));
        assertThat(converter.convert("s3://bucket/a/c.dump"))
                .isEqualTo(new FileArgument("s3://bucket/a/c.dump", Optional.empty()));
    }

    @Test
    void aDatabaseMayHaveAnyName() {
        String backup = "s3://bucket/" + BackupName.prefix("my db") + "20261122_020000.dump.age";

        assertThat(converter.convert(backup).text()).isEqualTo(backup).contains("%20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3://bucket", "s3://bucket/", "s3://bucket/a b", "s3://Bucket/a", "file:///%zz"})
    void whatNamesNoFileIsRefused(String value) {
        assertThatThrownBy(() -> converter.convert(value))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + value + "' is not ");
    }
}
