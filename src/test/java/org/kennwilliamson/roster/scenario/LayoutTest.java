package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a newcomer finds by name and reads at one go: the rules of files, names and lengths. */
class LayoutTest {

    private static final Path CODE = Path.of("src", "main", "java", "org", "kennwilliamson", "roster");
    private static final Path TESTS = Path.of("src", "test", "java", "org", "kennwilliamson", "roster");
    private static final Path EMBEDDED = Path.of("src", "embedded", "java", "org", "kennwilliamson", "roster");

    private static final int MOST_CLASSES = 24;
    private static final int MOST_LINES = 220;
    private static final int MOST_LINES_OF_A_METHOD = 40;

    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*"
                    + "|\"\"\"[^\"\\\\]*+(?:(?:\\\\.|\"(?!\"\"))[^\"\\\\]*+)*+\"\"\""
                    + "|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|'(?:\\\\.|[^'\\\\])'",
            Pattern.DOTALL);

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Z]\\w*)");
    /** Nouns, though they end like what somebody does or has done. */
    private static final Set<String> NOUNS =
            Set.of("Setting", "Finding", "Seed", "PercentEncoding", "ErrorHandling", "BackupListing", "PhcString");

    @Test
    void aPackageHasFewClasses() throws IOException {
        Map<Path, Long> sizes = sources(CODE).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));

        assertThat(sizes).isNotEmpty();
        sizes.forEach((room, classes) -> assertThat(classes)
                .as("classes of %s: what is in one place is looked for by name", room)
                .isLessThanOrEqualTo(MOST_CLASSES));
    }

    @Test
    void aFileIsReadAtOneGo() throws IOException {
        for (Path file : sources(CODE)) {
            assertThat(Files.readAllLines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void aMethodIsSeenAtOnce() throws IOException {
        for (Path file : sources(CODE)) {
            List<String> lines = code(file).lines().toList();
            for (String indent : List.of("    ", "        ")) {
                int first = 0;
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).equals(indent + "}")
                            && !TYPE.matcher(lines.get(first)).find()) {
                        assertThat(i - first + 1)
                                .as("lines of %s in %s", lines.get(first).strip(), file)
                                .isLessThanOrEqualTo(MOST_LINES_OF_A_METHOD);
                    } else if (lines.get(i).matches(indent + "\\S.*")) {
                        first = i;
                    }
                }
            }
        }
    }

    @Test
    void noSimpleNameIsThereTwice() throws IOException {
        Map<String, List<Path>> places = new TreeMap<>();
        for (Path file : sources(CODE)) {
            types(file).forEach(name -> places.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(file));
        }

        assertThat(places).isNotEmpty();
        places.forEach((name, files) -> assertThat(files)
                .as("%s: who reads a name knows which one is meant", name)
                .hasSize(1));
    }

    @Test
    void aClassIsAThingOrSomebodyAtWork() throws IOException {
        for (Path file : sources(CODE)) {
            assertThat(types(file).filter(name -> !NOUNS.contains(name)))
                    .as("names in %s that say what is done", file)
                    .noneMatch(name -> name.endsWith("ing") || name.endsWith("ed"));
        }
    }

    @Test
    void aTestIsNamedAfterAClassOfItsPackageOrIsAScenario() throws IOException {
        Map<Path, Set<String>> classes = Stream.of(CODE, EMBEDDED, TESTS)
                .flatMap(root -> listed(root).map(file -> Map.entry(room(root, file), name(file))))
                .filter(entry -> !isTest(entry.getValue()))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));

        for (Path file : sources(TESTS)) {
            Path room = room(TESTS, file);
            if (isTest(name(file)) && !room.equals(Path.of("scenario"))) {
                assertThat(classes.getOrDefault(room, Set.of()))
                        .as("%s: what tests a class is found beside it", file)
                        .anyMatch(name(file)::startsWith);
            }
        }
    }

    @Test
    void whatTestsThePackagedProgramSharesOneOrSaysThatItStartsItsOwn() throws IOException {
        for (Path file : sources(TESTS)) {
            if (name(file).endsWith("IT")) {
                assertThat(file)
                        .content()
                        .as("%s: the others run one after the other", file)
                        .containsAnyOf("@QuarkusIntegrationTest", "@Tag(\"program\")");
            }
        }
    }

    private static boolean isTest(String name) {
        return name.endsWith("Test") || name.endsWith("IT");
    }

    private static Path room(Path root, Path file) {
        return root.relativize(file.getParent());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Stream<String> types(Path file) throws IOException {
        return TYPE.matcher(code(file)).results().map(type -> type.group(1));
    }

    private static String code(Path file) throws IOException {
        return NO_CODE.matcher(Files.readString(file))
                .replaceAll(part -> part.group().replaceAll("[^\n]", " "));
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Stream<Path> listed(Path root) {
        try {
            return sources(root).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
