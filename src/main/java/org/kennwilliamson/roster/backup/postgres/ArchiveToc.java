package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An archive's table of contents, as {@code pg_restore --list} writes it and {@code --use-list} reads it. Extensions that
 * a plain role may not create stay out of a restore: a superuser has created them there, or can.
 */
public final class ArchiveToc {

    private static final Pattern EXTENSION =
            Pattern.compile("\\d+; \\d+ \\d+ (?:COMMENT - )?EXTENSION (?:- )?(\\S+).*");

    private final List<String> lines;

    public ArchiveToc(String listed) {
        lines = listed.lines().toList();
    }

    /** Those that the archive would create. */
    public Set<String> extensions() {
        return lines.stream()
                .map(EXTENSION::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
    }

    /** Writes the list without these extensions into a file of its own, for {@code --use-list}. */
    public Path without(Set<String> extensions) throws IOException {
        String kept = lines.stream()
                .filter(line -> {
                    Matcher extension = EXTENSION.matcher(line);
                    return !extension.matches() || !extensions.contains(extension.group(1));
                })
                .collect(Collectors.joining("\n", "", "\n"));
        Path list = Files.createTempFile("roster-restore", ".list");
        list.toFile().deleteOnExit();
        try {
            return Files.writeString(list, kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            Files.deleteIfExists(list);
            throw e;
        }
    }
}
