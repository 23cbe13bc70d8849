package org.kennwilliamson.roster.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SupportedPostgresTest {

    @Test
    void eachSupportedVersionIsTestedAndNoOther() throws IOException {
        Matcher servers = Pattern.compile("^servers=\\((.*)\\)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("bin", "test-matrix")));
        assertThat(servers.find()).isTrue();

        List<Integer> majors = Pattern.compile(" ")
                .splitAsStream(servers.group(1))
                .map(server -> Integer.valueOf(server.substring(0, server.indexOf('.'))))
                .toList();
        assertThat(majors)
                .isEqualTo(IntStream.rangeClosed(SupportedPostgres.OLDEST, SupportedPostgres.NEWEST)
                        .boxed()
                        .toList());
    }
}
