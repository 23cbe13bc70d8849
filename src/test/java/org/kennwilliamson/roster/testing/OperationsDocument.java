package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/operations.md, whose commands tests run as they stand there. */
public final class OperationsDocument {

    private static final Path FILE = Path.of("docs", "operations.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private OperationsDocument() {}

    /** The blocks of commands under a heading. */
    public static List<String> commands(String heading) throws IOException {
        Matcher section = Pattern.compile("^## " + heading + "$(.*?)(?=^## |\\z)", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(FILE));
        assertThat(section.find()).as(heading).isTrue();
        return COMMANDS.matcher(section.group(1))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
