package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents as their readers find them. */
class DocumentsTest {

    private static final int README_LINES = 150;

    /** To another file or a heading; not to other sites. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!leadsSomewhere(document, link.group(1), link.group(2))) {
                    broken.add(document + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeIsReadInOneSitting() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @Test
    void everyTestThatThePageOfSecurityNamesIsThere() throws IOException {
        Matcher named = TEST.matcher(Files.readString(Path.of("SECURITY.md")));
        Set<String> tests = named.results().map(name -> name.group(1) + ".java").collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            Set<String> there = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());

            assertThat(tests).isNotEmpty().isSubsetOf(there);
        }
    }

    /** Whether a link that stands in a document leads to a file, and to a heading if it names one. */
    static boolean leads(Path from, String link) {
        String[] parts = link.split("#", 2);
        try {
            return leadsSomewhere(from, parts[0], parts.length == 2 ? parts[1] : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsSomewhere(Path from, String file, String heading) throws IOException {
        Path target = file.isEmpty() ? from : from.resolveSibling(file);
        return Files.exists(target)
                && (heading == null || anchors(Files.readString(target)).contains(heading));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path directory : List.of(Path.of(""), Path.of("docs"), Path.of("docs", "adr"), Path.of("bench"))) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        assertThat(documents).hasSizeGreaterThan(15);
        return documents;
    }
}
