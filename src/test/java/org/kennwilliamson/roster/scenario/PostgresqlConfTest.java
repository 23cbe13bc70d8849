package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of {@code deploy/} that PostgreSQL 15 reads, by PostgreSQL itself. */
class PostgresqlConfTest {

    private static final Path FILE = Path.of("deploy", "postgresql.conf");
    private static final Path ANY_MINUTE = Path.of("deploy", "pgbackrest", "any-minute.conf");

    private static final Pattern SETTING = Pattern.compile("^([a-z_.]+) = '?([^'\\n]*)'?$", Pattern.MULTILINE);
    private static final Pattern OF_COMPOSE = Pattern.compile("^      -c ([a-z_.]+)=(\\S+)$", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void postgresqlTakesIt() throws IOException, InterruptedException {
        assertThat(said(Files.readString(FILE))).endsWith("40");
        assertThat(said(Files.readString(ANY_MINUTE))).endsWith("100");
    }

    @ParameterizedTest
    @CsvSource({
        "shared_buffers, shared_bufers, unrecognized configuration parameter",
        "32MB, 32Mb, invalid value for parameter",
        "jit = off, jit = out, requires a Boolean value",
    })
    void aSlipIsFound(String right, String slip, String why) throws IOException, InterruptedException {
        assertThat(said(Files.readString(FILE).replace(right, slip))).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "archive_timeout, archive_time_out, unrecognized configuration parameter",
        "512MB, 512Mb, invalid value for parameter",
        "archive_mode = on, archive_mode = yess, invalid value for parameter",
    })
    void aSlipInTheArchivingIsFound(String right, String slip, String why) throws IOException, InterruptedException {
        assertThat(said(Files.readString(ANY_MINUTE).replace(right, slip))).contains(why);
    }

    @Test
    void composeHasTheSameFigures() throws IOException {
        Map<String, String> ofCompose = all(OF_COMPOSE, Path.of("docker-compose.yml"));
        Map<String, String> here = all(SETTING, FILE);

        assertThat(here.remove("listen_addresses")).isEqualTo("localhost");
        assertThat(here).isEqualTo(ofCompose).isNotEmpty();
    }

    /** The value of one setting; or what is wrong with any of them, since then there is none. */
    private String said(String configuration) throws IOException, InterruptedException {
        String programs = TestDatabase.fresh().text("select setting from pg_config where name = 'BINDIR'");
        Path file = Files.writeString(folder.resolve("postgresql.conf"), configuration);
        Process postgres = new ProcessBuilder(
                        programs + "/postgres",
                        "-C",
                        "max_connections",
                        "-D",
                        folder.toString(),
                        "--config-file=" + file)
                .redirectErrorStream(true)
                .start();
        String said = new String(postgres.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        postgres.waitFor();
        return said.strip();
    }

    private static Map<String, String> all(Pattern pattern, Path file) throws IOException {
        Map<String, String> all = new TreeMap<>();
        Matcher setting = pattern.matcher(Files.readString(file));
        while (setting.find()) {
            all.put(setting.group(1), setting.group(2));
        }
        return all;
    }
}
