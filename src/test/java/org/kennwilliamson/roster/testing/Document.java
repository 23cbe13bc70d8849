package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document whose commands tests run as they stand there.
 *
 * @param file from the repository's root
 */
public record Document(Path file) {

    public static final Document README = new Document(Path.of("README.md"));
    public static final Document TRY_IT = new Document(Path.of("docs", "try-it.md"));

    public static final Document POOLERS = new Document(Path.of("docs", "poolers.md"));

    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** All blocks of commands, from the first to the last. */
    public List<String> commands() throws IOException {
        return blocks(Files.readString(file));
    }

    /** The one line that begins so. */
    public String line(String beginning) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(beginning))
                .toList();
        assertThat(lines).as(beginning).hasSize(1);
        return lines.get(0);
    }

    /** The blocks of commands under a heading; fails if there is no such heading. */
    public List<String> commands(String heading) throws IOException {
        Matcher section = Pattern.compile("^## " + heading + "$(.*?)(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(file));
        assertThat(section.find()).as(heading).isTrue();
        return blocks(section.group(1));
    }

    private static List<String> blocks(String text) {
        return COMMANDS.matcher(text).results().map(block -> block.group(1)).toList();
    }
}
